"""Signs of the fonts Symbol and Wingdings, which programs put into text as private-use codes F020–F0FF.

Symbol's table is the built-in encoding that Adobe publishes for it (PDF 32000-1:2008, annex D.5); of Wingdings only the
signs that forms and lists use are known here.
"""

from __future__ import annotations

import re

_FIRST = 0xF000
PRIVATE = re.compile("[\uf020-\uf0ff]")
"""A code that only its font can explain."""

_SYMBOL_LOW = (
    "!∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"  # from 21
)
_SYMBOL_HIGH = "ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑"  # from A1
_SYMBOL = {0x20: " "} | dict(enumerate(_SYMBOL_LOW, 0x21)) | dict(enumerate(_SYMBOL_HIGH, 0xA1))
_WINGDINGS = {
    0x20: " ", 0x46: "☞", 0x6C: "●", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "❑", 0x72: "❒", 0x75: "◆", 0x76: "❖",
    0x77: "⬥", 0x78: "⌧", 0x9E: "·", 0x9F: "•", 0xA1: "○", 0xA7: "▪", 0xA8: "◻", 0xAB: "★", 0xD8: "➢", 0xDF: "←",
    0xE0: "→", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip


def sign_of(letter: str, font: str) -> str:
    """What a private-use code shows in `font`; the code itself where the font is another or has none known for it.

    >>> sign_of("\\uf06f", "ABCDEF+Wingdings-Regular"), sign_of("\\uf0e5", "SymbolMT"), sign_of("\\uf06f", "Arial")
    ('□', '∑', '\\uf06f')
    """
    family = font.rpartition("+")[2].lower().replace(" ", "")
    code = ord(letter) - _FIRST
    if family.startswith("wingdings") and not family.startswith(("wingdings2", "wingdings3")):
        return _WINGDINGS.get(code, letter)
    return _SYMBOL.get(code, letter) if family.startswith("symbol") else letter


def shown(text: str, font: str) -> str:
    """`text` with its private-use codes as `font` draws them; those not known go.

    >>> shown("\\uf0b3 5 \\uf0fe", "Wingdings"), shown("\\uf0b3", "Symbol"), shown("Điều", "")
    (' 5 ☑', '≥', 'Điều')
    """
    return PRIVATE.sub(lambda match: "" if (sign := sign_of(match[0], font)) == match[0] else sign, text)
