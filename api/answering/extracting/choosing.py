"""Which clauses answer, how sure that is, and what of them is quoted."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from api.answering.extracting.clauses import Clause, clauses_of
from api.answering.extracting.evidence import NAMES, Stretch, Weighed, weighed
from api.answering.extracting.wanted import Wish
from api.answering.sources import Source
from index.rerank.asked import Asked
from index.rerank.reordered import JUDGED
from ingest.language.normalise import match_key

ASSURANCE_NAMES = (*NAMES, "share", "best_cover", "best_near")
"""What tells whether the best clause answers: its evidence, its share among all, and the best that any clause has."""

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Judgement:
    """Weights of `NAMES` that order clauses, of `ASSURANCE_NAMES` that say how sure the first one is, and the constant
    of the latter; learned by `vanban-eval train-answers`."""

    name: str
    clause: Array
    assurance: Array
    constant: float


def judgement_of(shape: Mapping[str, object]) -> Judgement:
    """From JSON, weights by name; one that is not named is worth nothing."""
    clause, assurance = shape["clause"], shape["assurance"]
    assert isinstance(clause, dict) and isinstance(assurance, dict)
    return Judgement(
        str(shape["name"]),
        np.array([float(clause.get(name, 0.0)) for name in NAMES]),
        np.array([float(assurance.get(name, 0.0)) for name in ASSURANCE_NAMES]),
        float(str(shape["constant"])),
    )


@cache
def shipped() -> Judgement:
    """The weights that come with the program."""
    return judgement_of(json.loads(files("api.answering.extracting").joinpath("weights.json").read_text("utf-8")))


@dataclass(frozen=True, slots=True)
class Seen:
    """A clause as it was weighed, and its score; `lead` are the words of its lead, "" without one."""

    clause: Clause
    weighed: Weighed
    lead: str


def seen_in(wish: Wish, asked: Asked, numbered: Sequence[tuple[int, Source]], named: frozenset[str]) -> list[Seen]:
    """Every clause of the sources, given with their numbers, once for each wording.

    `named` are the documents that the question names; where some of the sources are theirs, the others stand back.
    """
    scores = [source.hit.legs.get(JUDGED, source.hit.score) for _, source in numbered]
    among = named & {source.document.id for _, source in numbered}
    is_named = [not among or source.document.id in among for _, source in numbered]
    best = max((score for score, is_one in zip(scores, is_named, strict=True) if is_one), default=0.0)
    found: dict[str, Seen] = {}
    for (number, source), score, is_one in zip(numbered, scores, is_named, strict=True):
        for clause in clauses_of(source, number):
            key = match_key(clause.text)
            if key not in found:
                lead = clause.lead.of(source.document.text) if clause.lead else ""
                stretch = Stretch(clause.text, clause.context, lead, max(0.0, best - score), is_one)
                found[key] = Seen(clause, weighed(wish, asked, stretch), lead)
    return list(found.values())


def evidence_of(seen: Sequence[Seen]) -> Array:
    """Shape (clauses, len(NAMES))."""
    return np.array([each.weighed.evidence for each in seen]).reshape(len(seen), len(NAMES))


def scores_of(evidence: Array, judgement: Judgement) -> Array:
    """Shape (clauses,); one point more makes a clause e times as likely the one that answers."""
    return np.asarray(evidence @ judgement.clause)


def assurance_row(evidence: Array, scores: Array) -> Array:
    """Shape (len(ASSURANCE_NAMES),), for one clause or more."""
    best = int(np.argmax(scores))
    share = 1.0 / float(np.exp(scores - scores[best]).sum())
    cover, near = NAMES.index("cover"), NAMES.index("near")
    return np.array([*evidence[best], share, evidence[:, cover].max(), evidence[:, near].max()])


def confidence_of(row: Array, judgement: Judgement) -> float:
    """How likely the best clause answers, 0–1."""
    return float(1 / (1 + np.exp(-(row @ judgement.assurance + judgement.constant))))
