"""What tells the clause that answers from its neighbours, as numbers."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from api.answering.extracting.values import BODY, TYPED, aligned, values_of
from api.answering.extracting.wanted import Wanted, Wish, is_said
from index.rerank.asked import Asked
from index.rerank.terms import SYLLABLE, Words, words_of
from ingest.types import Span

NAMES = (
    "cover", "cover_around", "pairs", "pairs_around", "run", "density",
    "passage", "named", "fits", "unit", "near", "given", "names", "rare", "defines", "is_sentence", "states",
)  # fmt: skip
"""All grow as a clause fits better, and but for "passage" lie between 0 and 1."""

Evidence = npt.NDArray[np.float64]
"""Shape (len(NAMES),)."""

_NEAR_SYLLABLES = 12
_SENTENCE_SYLLABLES = 6
_RAREST = 4
_WHOSE = re.compile(
    r"(?:[\W\d]+|[ivx]{1,5}[.)\-]|[a-zđ][.)]|điều \d+\.)*\s*"
    r"(?:giao |yêu cầu |đề nghị |đối với |trách nhiệm của )?(?:các )?"
    rf"(?!tổ chức thực hiện)(?:{BODY})(?!\w)"
)
"""A line that begins with a body: "g) Tổ đảng ở …", "2. Giao Bộ …", "Điều 5. Trách nhiệm của Ủy ban …"."""
_DEFINED = re.compile(r"(?:\W|\d+[.)]|[a-zđ][.)])*((?:\w+ ){0,11}?\w+)\W* (?=(?:là|được hiểu là|bao gồm|gồm)[ :])")
_NO_STATEMENT = re.compile(r"\?\W*(?:\(.*\)\W*)?$|^\W*(?:xem thêm|xem chi tiết|tải về|>>)|hình (?:ảnh )?từ internet")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A clause to be weighed. `context` are its headings, `lead` the line whose item it is, "" where it is none.

    `behind` is how far its passage's score is below the best one's; `is_named` whether its document is one that the
    question names, or the question names none.
    """

    text: str
    context: str
    lead: str = ""
    behind: float = 0.0
    is_named: bool = True


@dataclass(frozen=True, slots=True)
class Weighed:
    """Numbers of a clause, and the value in it that fits best: None where none does or none is wanted.

    `in_lead`: the body that is asked for begins the lead.
    """

    evidence: Evidence
    value: Span | None
    in_lead: bool = False


def weighed(wish: Wish, asked: Asked, stretch: Stretch) -> Weighed:
    """The evidence that a clause answers. An empty clause, and a question without words, have little."""
    lower, above = aligned(stretch.text), aligned(f"{stretch.context}\n{stretch.lead}")
    places = [(match[0], match.start()) for match in SYLLABLE.finditer(lower)]
    syllables = [syllable for syllable, _ in places]
    own, around = words_of(syllables), words_of(SYLLABLE.findall(above))
    kinds = [kind for kind in wish.kinds if kind in TYPED]
    found = {kind: [*values_of(kind, stretch.text, wish, above)] for kind in kinds}
    near, value = _nearest(asked, places, [span for spans in found.values() for span in spans])
    in_lead = _in_lead(wish, stretch.lead)
    cover, pairs = asked.cover(own), asked.cover_pairs(own)
    said = f"{lower} {above}"
    row = (
        cover,
        asked.cover(own, around) - cover,
        pairs,
        asked.cover_pairs(own, around) - pairs,
        asked.longest_run(syllables),
        cover / math.log(8 + own.count),
        -stretch.behind,
        float(stretch.is_named),
        sum(bool(spans) or (in_lead and kind is Wanted.WHO) for kind, spans in found.items()) / len(kinds)
        if kinds
        else 1.0,
        float(bool(found.get(Wanted.QUANTITY))) if wish.units else 1.0,
        near if kinds else cover,
        sum(is_said(each, said) for each in wish.given) / len(wish.given) if wish.given else 1.0,
        sum(pair in own.pairs or pair in around.pairs for pair in wish.names) / len(wish.names) if wish.names else 1.0,
        _rare(asked, own, around),
        _defined(wish, asked, lower),
        float(own.count >= _SENTENCE_SYLLABLES),
        float(not _NO_STATEMENT.search(lower)),
    )
    return Weighed(np.asarray(row), value, in_lead)


def _rare(asked: Asked, own: Words, around: Words) -> float:
    """The part of the question's rarest syllables that clause and headings hold: what it is about, most likely."""
    rarest = sorted(asked.weights, key=lambda each: (-asked.weights[each], each))[:_RAREST]
    return sum(each in own.syllables or each in around.syllables for each in rarest) / len(rarest) if rarest else 0.0


def _nearest(asked: Asked, places: Sequence[tuple[str, int]], values: Sequence[Span]) -> tuple[float, Span | None]:
    """How much of the question stands around a value at best, and that value."""
    best, chosen = 0.0, None
    for value in values:
        at = [index for index, (_, start) in enumerate(places) if value.start <= start < value.end]
        if at:
            window = places[max(0, at[0] - _NEAR_SYLLABLES) : at[-1] + 1 + _NEAR_SYLLABLES]
            words = words_of([syllable for syllable, _ in window])
            score = (asked.cover(words) + asked.cover_pairs(words)) / 2
            if chosen is None or score > best:
                best, chosen = score, value
    return best, chosen


def _in_lead(wish: Wish, lead: str) -> bool:
    """Whether a line begins with the body or person whose duty its items are."""
    return Wanted.WHO in wish.kinds and not lead.isupper() and _WHOSE.match(aligned(lead)) is not None


def _defined(wish: Wish, asked: Asked, lower: str) -> float:
    """How much of the question is the term that a clause begins with and explains ("an ninh mạng là …")."""
    found = _DEFINED.match(lower) if Wanted.MEANING in wish.kinds else None
    return asked.cover(words_of(SYLLABLE.findall(found[1]))) if found else 0.0
