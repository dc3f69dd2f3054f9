"""Question sets of the party_qa format: reading and checking them.

One JSON object a line: `id`, `question`, `kind`, `answerable`, `gold` (every span is needed), `must_contain` (every
inner list is one required fact, any one form is enough), and where they apply `also_in` and `label`. Other fields are
left alone.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from eval.errors import BadData, NothingToScore
from eval.jsonl import Row, read_rows

LABELS = ("có", "không")


@dataclass(frozen=True, slots=True)
class GoldSpan:
    """A verbatim quote and the file it stands in; `number` is the document's, where the set gives it."""

    file: str
    quote: str
    number: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its truth. `also_in` holds other places that state the same facts; `label` is a polarity."""

    id: str
    text: str
    kind: str
    answerable: bool
    gold: tuple[GoldSpan, ...] = ()
    also_in: tuple[GoldSpan, ...] = ()
    must_contain: tuple[tuple[str, ...], ...] = ()
    label: str | None = None


def read_questions(path: Path) -> tuple[Question, ...]:
    """The questions in file order. Raises MissingFile, BadData (malformed, an id twice) and NothingToScore (none)."""
    questions = tuple(map(question_of, read_rows(path)))
    if not questions:
        raise NothingToScore(path, "tệp không có câu hỏi nào.")
    twice = [name for name, count in Counter(question.id for question in questions).items() if count > 1]
    if twice:
        raise BadData(path, None, f"mã câu hỏi bị lặp: {', '.join(twice)}.")
    return questions


def question_of(row: Row) -> Question:
    """A checked question of one row."""
    if "turns" in row.fields:
        raise row.fault("đây là tệp hội thoại (có trường “turns”), không phải tệp câu hỏi rời.")
    gold = tuple(_span(item) for item in row.rows("gold"))
    nested = [place for item, span in zip(row.rows("gold"), gold, strict=True) for place in _places(item, (span,))]
    return Question(
        id=row.name("id"),
        text=row.text("question"),
        kind=row.optional_text("kind") or "",
        answerable=row.flag("answerable"),
        gold=gold,
        also_in=(*_places(row, gold), *nested),
        must_contain=tuple(_forms(row, item) for item in row.items("must_contain")),
        label=_label(row),
    )


def _span(row: Row) -> GoldSpan:
    return GoldSpan(row.text("file"), row.text("quote"), row.optional_text("number"))


def _places(row: Row, gold: tuple[GoldSpan, ...]) -> list[GoldSpan]:
    """`also_in` of a row; an entry that names only a file stands for the gold quotes there."""
    places: list[GoldSpan] = []
    for item in row.items("also_in"):
        entry = Row(row.path, row.line, {"file": item} if isinstance(item, str) else item)
        if not isinstance(entry.fields, dict):
            raise row.fault("mọi mục của “also_in” phải là đối tượng JSON hoặc tên tệp.")
        if entry.fields.get("quote"):
            places.append(_span(entry))
        else:
            number = entry.optional_text("number")
            places += [GoldSpan(entry.text("file"), span.quote, number) for span in gold]
    return places


def _forms(row: Row, forms: object) -> tuple[str, ...]:
    if not isinstance(forms, list) or not forms or not all(isinstance(form, str) and form.strip() for form in forms):
        raise row.fault("“must_contain” phải là danh sách các danh sách chuỗi không trống.")
    return tuple(forms)


def _label(row: Row) -> str | None:
    label = row.optional_text("label")
    if label is not None and label not in LABELS:
        raise row.fault("“label” phải là “có” hoặc “không”.")
    return label
