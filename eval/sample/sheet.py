"""Pages of a PDF: words, paragraphs and rules drawn on A4, with a running page number. The only user of reportlab."""

from __future__ import annotations

import io
from dataclasses import dataclass

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from eval.sample.fonts import font_path

WIDTH, HEIGHT = float(A4[0]), float(A4[1])
LEFT, RIGHT, TOP, BOTTOM = 85.0, WIDTH - 57.0, HEIGHT - 57.0, 57.0
_FACES = {False: "VanbanSerif", True: "VanbanSerif-Italic"}


@dataclass(frozen=True, slots=True)
class Token:
    """A word, or a part of one where the style changes inside it (`glued`: no space before it)."""

    text: str
    bold: bool
    italic: bool
    glued: bool = False


def tokens_of(pieces: list[tuple[str, bool, bool]]) -> list[Token]:
    """Words of styled pieces (text, bold, italic)."""
    tokens: list[Token] = []
    spaced = True
    for text, bold, italic in pieces:
        for index, word in enumerate(text.split()):
            glued = index == 0 and not spaced and not text[0].isspace()
            tokens.append(Token(word, bold, italic, glued))
        spaced = text[-1].isspace()
    return tokens


def width_of(token: Token, size: float) -> float:
    """Width in points, without space."""
    return float(pdfmetrics.stringWidth(token.text, _FACES[token.italic], size))


def _space(size: float) -> float:
    return float(pdfmetrics.stringWidth(" ", _FACES[False], size))


def wrapped(tokens: list[Token], size: float, width: float, indent: float = 0.0) -> list[list[Token]]:
    """Tokens in lines no wider than `width` points, the first one shorter by `indent`. A longer word stands alone."""
    lines: list[list[Token]] = [[]]
    used = indent
    for token in tokens:
        need = width_of(token, size) + (_space(size) if lines[-1] and not token.glued else 0.0)
        if lines[-1] and used + need > width:
            lines.append([])
            used, need = 0.0, width_of(token, size)
        lines[-1].append(token)
        used += need
    return lines


def balanced(tokens: list[Token], size: float, width: float, indent: float = 0.0) -> list[list[Token]]:
    """As `wrapped`, with lines of about equal length, as a title is set."""
    count = len(wrapped(tokens, size, width, indent))
    while count > 1 and len(wrapped(tokens, size, width - 6, indent)) == count:
        width -= 6
    return wrapped(tokens, size, width, indent)


class Sheet:
    """Draws from top to bottom; `y` is the base line of what was drawn last, in points from the bottom of the page."""

    def __init__(self, title: str) -> None:
        for italic, name in _FACES.items():
            pdfmetrics.registerFont(TTFont(name, str(font_path(italic))))
        self._bytes = io.BytesIO()
        self._canvas = Canvas(self._bytes, pagesize=A4, invariant=1)
        self._canvas.setTitle(title)
        self.page = 1
        self.y = TOP

    def finish(self) -> bytes:
        """Closes the last page and gives the file."""
        self._canvas.save()
        return self._bytes.getvalue()

    def new_page(self) -> None:
        """A new page, its number centred in the top margin; the first page has none."""
        self._canvas.showPage()
        self.page += 1
        self.y = TOP
        self.line([Token(str(self.page), False, False)], HEIGHT - 38, 11, LEFT, RIGHT, "centre")

    def room(self, height: float) -> None:
        """Begins a new page if less than `height` points are left."""
        if self.y - height < BOTTOM:
            self.new_page()

    def rule(self, x: float, y: float, x_end: float, y_end: float, width: float = 0.6) -> None:
        """A straight line."""
        self._canvas.setLineWidth(width)
        self._canvas.line(x, y, x_end, y_end)

    def line(
        self, tokens: list[Token], y: float, size: float, left: float, right: float, align: str, last: bool = True
    ) -> None:
        """One line at base line `y` between `left` and `right`; `align` is left, centre or justify."""
        gaps = sum(not token.glued for token in tokens[1:])
        natural = sum(width_of(token, size) for token in tokens) + gaps * _space(size)
        free = right - left - natural
        stretch = free / gaps if align == "justify" and not last and gaps else 0.0
        x = left + (free / 2 if align == "centre" else 0.0)
        for index, token in enumerate(tokens):
            follower = tokens[index + 1] if index + 1 < len(tokens) else None
            spaced = follower is not None and not follower.glued
            self._word(x, y, token, size, " " if spaced else "")
            x += width_of(token, size) + (_space(size) + stretch if spaced else 0.0)

    def _word(self, x: float, y: float, token: Token, size: float, tail: str) -> None:
        # The font has one weight: bold is the same outline with a stroke.
        self._canvas.setFont(_FACES[token.italic], size)
        self._canvas.setLineWidth(size * 0.035)
        self._canvas.drawString(x, y, token.text + tail, mode=2 if token.bold else 0)

    def paragraph(
        self,
        tokens: list[Token],
        size: float,
        align: str = "justify",
        indent: float = 0.0,
        left: float = LEFT,
        right: float = RIGHT,
    ) -> None:
        """Lines below `y`, over as many pages as needed."""
        lines = (balanced if align == "centre" else wrapped)(tokens, size, right - left, indent)
        for index, line in enumerate(lines):
            self.room(size * 1.42)
            self.y -= size * 1.42
            start = left + (indent if index == 0 else 0.0)
            self.line(line, self.y, size, start, right, align, last=index == len(lines) - 1)
