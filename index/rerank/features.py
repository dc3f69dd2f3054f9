"""What tells the passage that answers from those that only share words with the question, as numbers.

Cheap: 30 passages take some 20 ms. Nearly all are shares, from 0 to 1; all grow as a passage fits better.
`NAMES` says what stands in which column; a ranker learns how much each is worth.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from index.rerank.asked import Asked
from index.rerank.read import Clause, Read, unnumbered
from index.rerank.terms import Words, words_of

Features = npt.NDArray[np.float64]
"""Shape (passages, len(NAMES))."""

NAMES = (
    "dense", "sparse",
    "cover", "cover_pairs", "cover_triples", "numbers", "run",
    "title_share", "title_share_pairs",
    "clause_cover", "clause_cover_pairs", "clause_density", "clause_with_title",
    "has_number", "has_time", "has_body", "has_meaning", "defines",
)  # fmt: skip

T = TypeVar("T")

_DIGIT = re.compile(r"\d")
_TIME = re.compile(r"(?<!\w)(?:giờ|ngày|tháng|quý|năm|tuổi|thời hạn|kể từ)(?!\w)")
_BODY = re.compile(
    r"(?<!\w)(?:bộ|chính phủ|thủ tướng|uỷ ban|hội đồng|toà án|viện|ban|sở|cơ quan|chủ tịch|bộ trưởng|giám đốc|quốc hội|"
    r"tỉnh uỷ|cấp uỷ|đảng uỷ|bí thư)(?!\w)"
)
_TERM = re.compile(r"[“\"]?((?:\w+ ){0,11}?\w+)[”\"]? (?=(?:là|được hiểu là|bao gồm|gồm) )")
_MEANING = re.compile(r"(?<!\w)(?:là|được hiểu|gồm)(?!\w)")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that was found: as it reads, and the scores of both legs."""

    read: Read
    dense: float
    sparse: float


def features_of(asked: Asked, candidates: Sequence[Candidate]) -> Features:
    """One row a candidate, in their order; what is relative is so to these candidates. None give shape (0, …)."""
    if not candidates:
        return np.empty((0, len(NAMES)))
    best_dense = max(each.dense for each in candidates)
    best_sparse = max(each.sparse for each in candidates) or 1.0
    rows = [(each.dense - best_dense, each.sparse / best_sparse, *_of_passage(asked, each.read)) for each in candidates]
    return np.asarray(rows, dtype=np.float64)


def _of_passage(asked: Asked, read: Read) -> tuple[float, ...]:
    clause = max(read.clauses, key=lambda each: _mean_cover(asked, each.words))
    return (*_whole(asked, read), *_title(asked, read), *_clause(asked, read, clause), *_wanted(asked, read, clause))


def _whole(asked: Asked, read: Read) -> tuple[float, ...]:
    triples = len(asked.triples & read.triples) / len(asked.triples) if asked.triples else 0.0
    numbers = len(asked.numbers & read.whole.syllables) / len(asked.numbers) if asked.numbers else 0.0
    return (
        asked.cover(read.whole),
        asked.cover_pairs(read.whole),
        triples,
        numbers,
        asked.longest_run(read.order),
    )


def _title(asked: Asked, read: Read) -> tuple[float, ...]:
    """How much of what the passage is called the question says."""
    return _share(read.title.syllables, asked.weights), _share(read.title.pairs, asked.pairs)


def _clause(asked: Asked, read: Read, clause: Clause) -> tuple[float, ...]:
    """The clause that holds most of the question, and the one that does together with the title."""
    best = _mean_cover(asked, clause.words)
    with_title = max(_mean_cover(asked, each.words, read.title) for each in read.clauses)
    return (
        asked.cover(clause.words),
        asked.cover_pairs(clause.words),
        best / math.log(10 + clause.words.count),
        with_title,
    )


def _wanted(asked: Asked, read: Read, clause: Clause) -> tuple[float, ...]:
    """Whether the best clause has what the question wants, where it wants one of these."""
    return (
        float(asked.wants_number and bool(_DIGIT.search(clause.key))),
        float(asked.wants_time and bool(_TIME.search(clause.key))),
        float(asked.wants_body and bool(_BODY.search(clause.key))),
        float(asked.wants_meaning and bool(_MEANING.search(clause.key))),
        max(_defined(asked, each) for each in read.clauses) if asked.wants_meaning else 0.0,
    )


def _defined(asked: Asked, clause: Clause) -> float:
    """How much of the question is the term that a clause begins with and explains ("an ninh mạng là …")."""
    found = _TERM.match(unnumbered(clause.key))
    term = found[1] if found else ""
    return asked.cover(words_of(term.split())) if f" {term} " in f" {' '.join(asked.syllables)} " and term else 0.0


def _mean_cover(asked: Asked, *words: Words) -> float:
    return (asked.cover(*words) + asked.cover_pairs(*words)) / 2


def _share(terms: Collection[T], asked: Mapping[T, float]) -> float:
    """The part of these terms that is asked for."""
    return sum(term in asked for term in terms) / len(terms) if terms else 0.0
