"""What a run's folder says, question by question, whichever command wrote it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from eval.bootstrap import Estimate, difference
from eval.errors import BadData, MissingFile, NothingToScore
from eval.jsonl import Row, read_object, read_rows
from eval.measures import Score
from eval.spans import TOPS, within

RETRIEVAL, ANSWERS, SPANS = "retrieval", "answers", "spans"
SORTS = (RETRIEVAL, SPANS, ANSWERS)


@dataclass(frozen=True, slots=True)
class Told:
    """One question of a run: its scores by measure, where it is eligible, and in one line what the run gave for it."""

    id: str
    text: str
    kind: str
    scores: Mapping[str, float]
    given: str


@dataclass(frozen=True, slots=True)
class Run:
    """`sort` is one of `SORTS`. `is_main` False: a leg, variant or system inside a run of retrieval."""

    name: str
    sort: str
    questions: tuple[Told, ...]
    is_main: bool = True
    record: Mapping[str, Any] = field(default_factory=dict)

    @property
    def asked_of(self) -> str:
        """The hash of the collection or of the questions; "" where the record does not say."""
        data = self.record.get("data", {})
        return str(data.get("collection") or data.get("questions") or "")

    @property
    def measures(self) -> tuple[str, ...]:
        """The measures that some question is eligible for, in the order in which they appear."""
        return tuple(dict.fromkeys(name for question in self.questions for name in question.scores))

    def scores(self, measure: str, ids: Sequence[str] | None = None, kind: str | None = None) -> list[Score | None]:
        """A score a question: of all, of those of one kind, or of these ids in their order; None where not eligible."""
        known = {question.id: question for question in self.questions if kind is None or question.kind == kind}
        return [_score(measure, known[key].scores.get(measure)) for key in (known if ids is None else ids)]


def runs_of(folder: Path, name: str) -> list[Run]:
    """The runs in a folder, the main one first; [] where there is none. Raises MissingFile and BadData."""
    if not folder.is_dir():
        raise MissingFile(folder)
    summary = folder / "summary.json"
    told = read_object(summary) if summary.exists() else {}
    record = told.get("record", {})
    for file, sort, read in (("answers.jsonl", ANSWERS, _answered), ("spans.jsonl", SPANS, _located)):
        if (folder / file).exists():
            return [Run(name, sort, tuple(map(read, read_rows(folder / file))), True, record)]
    if (folder / "per_query.jsonl").exists():
        return _ranked(list(read_rows(folder / "per_query.jsonl")), name, told.get("main", "fused"), record)
    return []


def main_run_of(folder: Path) -> Run:
    """The main run in a folder. Raises MissingFile, BadData and, where there is none, NothingToScore."""
    runs = runs_of(folder, folder.resolve().name)
    if not runs:
        raise NothingToScore(folder, "thư mục không có kết quả của lượt chạy nào.")
    return runs[0]


def changes(before: Run, after: Run) -> tuple[list[str], dict[str, Estimate]]:
    """The ids of the questions of both, in the first one's order, and by measure the second minus the first."""
    others = {question.id for question in after.questions}
    shared = [question.id for question in before.questions if question.id in others]
    both = [name for name in before.measures if name in after.measures]
    return shared, {name: difference(before.scores(name, shared), after.scores(name, shared)) for name in both}


def _ranked(rows: Sequence[Row], name: str, main: str, record: Mapping[str, Any]) -> list[Run]:
    legs = [*dict.fromkeys(leg for row in rows for leg in row.fields.get("legs", {}))]
    whole = Run(f"{name} · {main}" if legs else name, RETRIEVAL, tuple(_asked(row, None) for row in rows), True, record)
    others = [Run(f"{name} · {leg}", RETRIEVAL, tuple(_asked(row, leg) for row in rows), False, record) for leg in legs]
    return [whole, *others]


def _asked(row: Row, leg: str | None) -> Told:
    found = row.fields if leg is None else row.fields["legs"][leg]
    relevant = set(row.items("relevant"))
    marked = (f"{rank}. {key}{' ✓' if key in relevant else ''}" for rank, key in enumerate(found["top"][:5], start=1))
    return Told(row.name("id"), row.text("query"), "", found["scores"], "; ".join(marked) or "không thấy gì")


def _answered(row: Row) -> Told:
    scores = row.fields.get("scores")
    if not isinstance(scores, dict):
        raise BadData(row.path, row.line, "thiếu điểm từng thước đo (“scores”).")
    given = row.optional_text("answer") or ""
    if row.fields.get("error"):
        given = f"lỗi: {row.fields['error']}"
    elif row.fields.get("refused"):
        given = f"từ chối. {given}".strip()
    return Told(row.name("id"), row.text("question"), row.optional_text("kind") or "", scores, given)


def _located(row: Row) -> Told:
    spans = row.rows("spans")
    scores: dict[str, float] = {}
    for name in ("whole", "own", "joined"):
        ranks = [span.fields.get(name) for span in spans]
        scores |= {f"{name}@{top}": within(ranks, top).value for top in TOPS}
    ranks = [span.fields.get("whole") for span in spans]
    scores |= {f"part@{top}": sum(within([rank], top).value for rank in ranks) / max(1, len(ranks)) for top in TOPS}
    places = (f"{_rank(span)}: “{span.text('quote')}”" for span in spans)
    return Told(row.name("id"), row.text("question"), row.optional_text("kind") or "", scores, "; ".join(places))


def _rank(span: Row) -> str:
    rank = span.fields.get("whole")
    if rank is not None:
        return f"hạng {rank}"
    joined = span.fields.get("joined")
    return "không thấy" if joined is None else f"ghép từ {joined} đoạn đầu"


def _score(measure: str, value: float | None) -> Score | None:
    if value is None:
        return None
    # See `eval.measures.refusal_f1`: a right refusal weighs twice.
    return Score(value, 2.0 if measure == "refusal_f1" and value else 1.0)
