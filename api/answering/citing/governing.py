"""Whether the marks of a statement govern what the marks of its quotes govern: negation, modality, "chỉ", "trừ"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from api.answering.citing.alignment import Reading
from api.answering.citing.evidence import Evidence
from api.answering.citing.ground import Ground, Place
from api.answering.citing.marks import MODALS, NEGATIONS, Bound, Mark
from api.answering.citing.matching import modal_of, same_bound, same_modality, same_negation
from api.answering.citing.pieces import CHANGES
from api.answering.citing.reasons import Doubt
from api.answering.citing.tokens import Said, Token

_FIRM = 2
"""Up to so many words after a negation it surely denies; further on it may not ("không cấp … làm nghề lưới kéo")."""
_REACH = 3
_HEADED = MODALS | {Mark.FORBIDDEN}
"""What a heading or a lead-in says of every item under it: "Các hành vi bị nghiêm cấm", "Chủ tàu có quyền:"."""


@dataclass(frozen=True, slots=True)
class Governed:
    """What governs a quote from outside: marks of lead-ins and headings, and of the sentence after it.

    `negations` is how many negations the evidence holds.
    """

    lead: frozenset[Mark]
    after: tuple[frozenset[Mark], ...]
    negations: int
    quotes: tuple[Said, ...]


def governed_of(evidence: Evidence, ground: Ground) -> Governed:
    """The marks around the quotes."""
    loose = {mark for said in evidence.headings for clause in said.clauses for mark in clause.loose}
    loose |= {mark for said in evidence.headings for token in said.tokens for mark in token.marks}
    loose &= _HEADED
    loose |= {mark for clause in ground.clauses if clause.lead for mark in clause.loose}
    return Governed(
        lead=frozenset(loose),
        after=tuple(quote.after.tokens[0].marks if quote.after.tokens else frozenset() for quote in evidence.quotes),
        negations=sum(quote.said.negations for quote in evidence.quotes),
        quotes=tuple(quote.said for quote in evidence.quotes),
    )


def misfit(word: Token, place: int, ground: Ground) -> int:
    """How many marks of a word are not those of a place: where it stands twice, the place that fits is meant."""
    token = ground.places[place].token
    unlike = (
        not same_bound(word, token),
        bool(word.denied) != bool(token.denied) and 0 in (word.near, token.near),
        not same_modality(modal_of(word.marks), modal_of(token.marks)),
        (Mark.ONLY in word.marks) != (Mark.ONLY in token.marks),
    )
    return sum(unlike)


def mark_doubt(statement: str, said: Said, reading: Reading, ground: Ground, governed: Governed) -> Doubt | None:
    """The first doubt about a mark or a bound; None where all agree."""
    for at, taken in enumerate(reading.taken):
        word = said.tokens[at]
        if taken is None:
            if code := _of_context(word, governed):
                return Doubt(code, word.span.of(statement))
            continue
        for code in _doubts(at, taken, said, reading, ground, governed):
            return Doubt(code, word.span.of(statement))
    return _whole(said, reading, ground, governed)


def _of_context(word: Token, governed: Governed) -> str | None:
    if NEGATIONS.intersection(word.marks) and not same_negation(word.marks, governed.lead):
        return "negation_not_in_quote"
    return None


def _doubts(at: int, taken: int, said: Said, reading: Reading, ground: Ground, governed: Governed) -> Iterator[str]:
    word, token = said.tokens[at], ground.places[taken].token
    if not same_bound(word, token) and not _is_level(at, taken, said, ground):
        yield "bound_changed"
    if word.when != token.when and _opposed(word.when, token.when):
        yield "bound_changed"
    if {word.joint, token.joint} == {"and", "or"}:
        yield "joining_changed"
    if NEGATIONS.intersection(word.marks) and not _denied_too(at, taken, said, reading, ground, governed):
        yield "negation_not_in_quote"
    if token.denied and token.near <= _FIRM and not same_negation(word.denied, token.denied):
        yield "negation_left_out"
    quoted = _modal_near(taken, reading, ground)
    if not same_modality(modal_of(word.marks), quoted) and not _led_modality(modal_of(word.marks), quoted, governed):
        yield "modality_changed"
    yield from _plain_marks(word, taken, ground)


def _opposed(one: str, other: str) -> bool:
    return bool({"before", "after", "outside"} & {one, other}) or {one, other} == {"from", "until"}


def _is_level(at: int, taken: int, said: Said, ground: Ground) -> bool:
    """ "xuống còn 3,1%" told as "là 3,1%", where no verb makes it a difference."""
    changing = at > 0 and said.tokens[at - 1].key in CHANGES
    bounds = {said.tokens[at].bound, ground.places[taken].token.bound}
    return bounds == {Bound.EXACT, Bound.LEVEL} and not changing


def _denied_too(at: int, taken: int, said: Said, reading: Reading, ground: Ground, governed: Governed) -> bool:
    word, token = said.tokens[at], ground.places[taken].token
    earlier = [n for n in range(at) if said.tokens[n].clause == word.clause]
    if same_negation(word.marks, governed.lead) and not token.denied:
        return all(reading.taken[n] is None for n in earlier)  # "Nghiêm cấm …" of a heading, said before its item
    used = {place for place in reading.taken[:at] if place is not None}
    between = range(taken - token.near, taken)
    return same_negation(word.marks, token.denied) and token.near <= _REACH and used.isdisjoint(between)


def _modal_near(taken: int, reading: Reading, ground: Ground) -> Mark | None:
    """The modal word of a place, or of the words left out right before it: "có thể [xem xét] miễn"."""
    place = ground.places[taken]
    used = {each for each in reading.taken if each is not None}
    for back in range(_FIRM + 1):
        n = taken - back
        if n < 0 or ground.places[n].clause != place.clause or (back and n in used):
            return None
        if (modal := modal_of(ground.places[n].token.marks)) is not None:
            return modal
    return None


def _led_modality(said: Mark | None, quoted: Mark | None, governed: Governed) -> bool:
    """ "Chủ tàu có quyền:" before a list says it of every item."""
    leads = MODALS & governed.lead
    if quoted is None and said is not None and leads:
        return any(same_modality(said, lead) for lead in leads)
    return False


def _plain_marks(word: Token, taken: int, ground: Ground) -> Iterator[str]:
    place = ground.places[taken]
    clause = {mark for each in ground.places if each.clause == place.clause for mark in each.token.marks}
    for mark, added, left_out in (
        (Mark.ONLY, "only_not_in_quote", "only_left_out"),
        (Mark.EXCEPT, "exception_not_in_quote", "exception_left_out"),
    ):
        if mark in word.marks and mark not in clause:
            yield added
        if mark in place.token.marks and mark not in word.marks:
            yield left_out
    if Mark.DONE in word.marks and Mark.DONE not in clause:
        yield "done_not_in_quote"
    if Mark.ALL in word.marks and Mark.ALL not in clause:
        yield "all_not_in_quote"


def _whole(said: Said, reading: Reading, ground: Ground, governed: Governed) -> Doubt | None:
    """What no single word tells: negations in all, a denied clause told without any, exceptions left out."""
    told = said.negations
    licensed = governed.negations + (Mark.FORBIDDEN in governed.lead and _forbids(said))
    if told > licensed:
        return Doubt("negation_not_in_quote")
    quoted = {mark for quote in governed.quotes for token in quote.tokens for mark in token.marks}
    quoted |= {mark for quote in governed.quotes for clause in quote.clauses for mark in clause.loose}
    if any(mark not in quoted for clause in said.clauses for mark in clause.loose):
        return Doubt("modality_changed")
    used = [ground.places[place] for place in reading.taken if place is not None]
    loose = {mark for place in used for mark in ground.clauses[place.clause].loose}
    if not told and (NEGATIONS & loose or any(place.token.denied for place in used)):
        return Doubt("negation_left_out")
    if not any(Mark.EXCEPT in word.marks for word in said.tokens) and _excepted(used, ground, governed):
        return Doubt("exception_left_out")
    return None


def _forbids(said: Said) -> bool:
    return any(Mark.FORBIDDEN in word.marks for word in said.tokens)


def _excepted(used: Sequence[Place], ground: Ground, governed: Governed) -> bool:
    """Whether an exception stands after the words used, in their sentence, or right after their quote."""
    excepting = [place for place in ground.places if Mark.EXCEPT in place.token.marks]
    return any(
        Mark.EXCEPT in governed.after[place.quote]
        or any(
            ground.sentences[place.clause] == ground.sentences[other.clause] and other.clause > place.clause
            for other in excepting
        )
        for place in used
    )
