"""Unicode to TCVN3 (ABC), the encoding of the .VnTime fonts: TCVN 5712:1993, its third character set.

Every letter is one byte, kept in a file as the Latin-1 character of that byte. Only the bare capitals have codes of
their own; a capital with a tone mark is the small letter in a font that has capitals only (.VnTimeH).
"""

from __future__ import annotations

from itertools import groupby

NORMAL, CAPITALS = ".VnTime", ".VnTimeH"

_CODES: dict[str, int] = dict(zip("ĂÂÊÔƠƯĐăâêôơưđ", range(0xA1, 0xAF), strict=True))
_ROWS = (
    (0xB5, "àảãáạ"),
    (0xBB, "ằẳẵắ"),
    (0xC6, "ặầẩẫấậè"),
    (0xCE, "ẻẽéẹềểễếệìỉ"),
    (0xDC, "ĩíịò"),
    (0xE1, "ỏõóọồổỗốộờởỡớợù"),
    (0xF1, "ủũúụừửữứựỳỷỹýỵ"),
)
for _start, _letters in _ROWS:
    _CODES.update(zip(_letters, range(_start, _start + len(_letters)), strict=True))


def _needs_capitals(letter: str) -> bool:
    return letter not in _CODES and letter.lower() in _CODES


def encoded(text: str) -> str:
    """TCVN3 bytes of NFC text as Latin-1 characters; curly quotes and long dashes become ASCII.

    >>> encoded("Quyết định")
    'QuyÕt ®Þnh'
    """
    plain = text.translate({0x201C: '"', 0x201D: '"', 0x2013: "-"})
    return "".join(chr(_CODES.get(letter, _CODES.get(letter.lower(), ord(letter)))) for letter in plain)


def runs_of(text: str) -> list[tuple[str, str]]:
    """(encoded text, font): a run in capitals goes to the capital font as a whole, else single letters do.

    >>> runs_of("Ủy ban")
    [('ñ', '.VnTimeH'), ('y ban', '.VnTime')]
    >>> runs_of("QUYẾT ĐỊNH")
    [('QUYÕT §ÞNH', '.VnTimeH')]
    """
    if text.upper() == text and any(map(_needs_capitals, text)):
        return [(encoded(text), CAPITALS)]
    groups = groupby(text, key=_needs_capitals)
    return [(encoded("".join(letters)), CAPITALS if capital else NORMAL) for capital, letters in groups]
