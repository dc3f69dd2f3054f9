"""What the product answered, as scoring reads it, and reading it back from an `answers.jsonl`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from eval.errors import BadData
from eval.jsonl import Row, read_rows


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation: file and verbatim quote."""

    file: str
    quote: str


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer to one question. A question without a Reply was not answered at all: every measure's worst."""

    refused: bool
    answer: str
    citations: tuple[Cited, ...] = ()

    @property
    def parts(self) -> tuple[str, ...]:
        """The answer and each quote, apart: no fact may be pieced together across two of them."""
        return (self.answer, *(cited.quote for cited in self.citations))


def reply_of(row: Row) -> Reply | None:
    """The reply of one line of answers; None for a line that carries an `error`. Raises BadData."""
    if row.fields.get("error"):
        return None
    citations = dict.fromkeys(Cited(item.text("file"), item.text("quote")) for item in row.rows("citations"))
    return Reply(row.flag("refused"), row.optional_text("answer") or "", tuple(citations))


def read_replies(path: Path) -> dict[str, Reply | None]:
    """Question id → reply. Raises MissingFile and BadData (malformed, an id twice). An empty file gives {}."""
    replies: dict[str, Reply | None] = {}
    for row in read_rows(path):
        name = row.name("id")
        if name in replies:
            raise BadData(path, row.line, f"mã câu hỏi bị lặp: {name}.")
        replies[name] = reply_of(row)
    return replies
