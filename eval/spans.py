"""Do the first passages hold, whole, what a question's answer is quoted from?

Words are compared (`eval.matching.words`): Markdown marks, white space and punctuation do not count. A gold span may be
stood for by another place as in `eval.gold.found`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol

from eval.gold import alternatives, stands_for
from eval.matching import base_name, words
from eval.measures import Score
from eval.questions import GoldSpan, Question

TOPS = (1, 3, 5, 10)
DEPTH = 50
"""Passages looked through for the rank of a span."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A passage as it was found. `files` are the base names of its document's file and of every copy of it."""

    files: frozenset[str]
    document_id: str
    start: int
    text: str
    heading: str = ""
    score: float = 0.0


class Passages(Protocol):
    """What the measure needs of an archive."""

    def top(self, question: str, limit: int) -> Sequence[Shown]:
        """At most `limit` passages, best first."""
        ...

    def of_file(self, file: str) -> Sequence[Shown]:
        """Every passage of the documents of a file of this base name, and of their copies; () for an unknown one."""
        ...


@dataclass(frozen=True, slots=True)
class Located:
    """Where a gold span was found; ranks are 1-based, None beyond `DEPTH`.

    `own` is the rank of the first passage that holds the span itself whole; `whole` also counts places that stand for
    it; `joined` is how many passages it takes until those of one document hold it together. `state` says why it may be
    nowhere: "whole" (one passage holds it), "cut" (only neighbouring ones together), "absent" (the archive does not).
    """

    span: GoldSpan
    own: int | None
    whole: int | None
    joined: int | None
    state: str


def holds(text: str, quote: str) -> bool:
    """Whether the quote's words stand in the text one after the other; a quote without words stands nowhere.

    >>> holds("**Điều 2.** Ngày 7/4 hằng năm", "2. ngày 7/4"), holds("chương", "ương")
    (True, False)
    """
    wanted = _joined(quote)
    return wanted.strip() != "" and wanted in _joined(text)


def located(question: Question, shown: Sequence[Shown], passages: Passages) -> tuple[Located, ...]:
    """Every gold span of the question, in its order."""
    return tuple(_located(span, question, shown, passages) for span in question.gold)


def _located(span: GoldSpan, question: Question, shown: Sequence[Shown], passages: Passages) -> Located:
    places = [span, *(place for place in alternatives(question) if stands_for(place, span, question))]
    ranks = [rank for place in places if (rank := rank_of(place, shown))]
    joined = [rank for place in places if (rank := joined_rank_of(place, shown))]
    own = rank_of(span, shown)
    return Located(span, own, min(ranks, default=None), min(joined, default=None), state_of(span, passages))


def rank_of(place: GoldSpan, shown: Sequence[Shown]) -> int | None:
    """The rank of the first passage that holds the place whole."""
    file = base_name(place.file)
    found = (rank for rank, each in enumerate(shown, start=1) if file in each.files and holds(each.text, place.quote))
    return next(found, None)


def joined_rank_of(place: GoldSpan, shown: Sequence[Shown]) -> int | None:
    """How many passages it takes until those of one document, in reading order, hold the place together."""
    file = base_name(place.file)
    seen: dict[str, list[Shown]] = {}
    for rank, each in enumerate(shown, start=1):
        if file in each.files:
            mine = seen.setdefault(each.document_id, [])
            mine.append(each)
            if holds(_together(mine), place.quote):
                return rank
    return None


def state_of(span: GoldSpan, passages: Passages) -> str:
    """ "whole", "cut" or "absent"."""
    mine = passages.of_file(base_name(span.file))
    if any(holds(each.text, span.quote) for each in mine):
        return "whole"
    by_document: dict[str, list[Shown]] = {}
    for each in mine:
        by_document.setdefault(each.document_id, []).append(each)
    return "cut" if any(holds(_together(each), span.quote) for each in by_document.values()) else "absent"


def within(ranks: Sequence[int | None], top: int) -> Score:
    """1 when every rank is among the first `top`."""
    return Score(float(all(rank is not None and rank <= top for rank in ranks)))


def scores_of(found: Mapping[str, Sequence[Located]]) -> dict[str, list[Score]]:
    """Measure name → a score a question, in order: "whole@5" and "joined@5" for each of `TOPS`."""
    return {
        **{f"whole@{top}": [within([each.whole for each in spans], top) for spans in found.values()] for top in TOPS},
        **{f"own@{top}": [within([each.own for each in spans], top) for spans in found.values()] for top in TOPS},
        **{f"joined@{top}": [within([each.joined for each in spans], top) for spans in found.values()] for top in TOPS},
    }


def line_of(question: Question, found: Sequence[Located], shown: Sequence[Shown]) -> dict[str, Any]:
    """One question of `spans.jsonl`: where each gold span stands, and the first ten passages to read beside them."""
    return {
        "id": question.id,
        "question": question.text,
        "kind": question.kind,
        "spans": [
            {"file": each.span.file, "quote": each.span.quote, "state": each.state}
            | {"own": each.own, "whole": each.whole, "joined": each.joined}
            for each in found
        ],
        "top": [
            {"files": sorted(each.files), "heading": each.heading, "text": each.text, "score": round(each.score, 4)}
            for each in shown[:10]
        ],
    }


def _together(passages: Sequence[Shown]) -> str:
    return "\n".join(each.text for each in sorted(passages, key=lambda each: each.start))


@lru_cache(maxsize=20_000)
def _joined(text: str) -> str:
    return f" {' '.join(words(text))} "
