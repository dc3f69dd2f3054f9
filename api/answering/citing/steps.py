"""What an honest reader may do between two words of a statement taken from quotes, and what it costs.

A statement may leave words out, put a phrase of time or place elsewhere, and go on with the beginning of a later
clause. It may not enter another clause in its middle: whoever says "A đạt 7 tỷ" over "A đạt 5 tỷ, B đạt 7 tỷ" has
dropped the B that the 7 belongs to. Costs only rank the sound readings; what counts is whether there is one.
"""

from __future__ import annotations

from dataclasses import dataclass

from api.answering.citing.ground import Ground, Place
from api.answering.citing.tokens import Token
from api.answering.citing.values import Day, Quantity

UNSOUND = 100.0
"""The cost of a step that no honest reading takes; more than any sound path of an answer costs."""
_MOST_SKIPPED = 5
"""Words of a fellow member of a list that may be left out: "theo dõi[, đôn đốc] việc thực hiện"."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a reading stands: the last place, and the one in a main clause that a phrase interrupted."""

    at: int
    left: int | None = None


def step(
    ground: Ground, before: Standing | None, place: int, boundary: bool, led: bool, told: bool = False
) -> tuple[float, Standing]:
    """The cost of taking the next word from `place`, and where the reading stands then.

    `before` is None at the beginning of a sentence; `boundary`: the statement has a comma or "và" here; `led`: it has
    a little word of time, place or agency before the word; `told`: words of a heading or a masthead came before.
    """
    there = ground.places[place]
    first = there.token.first
    if before is None:
        torn = told and not boundary and not first  # what another body does, said of the heading's
        return (UNSOUND if torn else 0.0 if first else 0.2), Standing(place)
    if told and not boundary and not first:
        return UNSOUND, Standing(place)  # a body of the masthead put in the place of the quoted one
    here = ground.places[before.at]
    if here.clause == there.clause:
        return _within(ground, before.at, place, boundary or led), Standing(place, before.left)
    cost, left = _across(ground, before, place, boundary, led)
    if place == before.at + 1 and here.quote == there.quote:
        return 0.0, Standing(place, left)  # what stands side by side may be told side by side
    return cost, Standing(place, left)


def _within(ground: Ground, at: int, place: int, announced: bool) -> float:
    here, there = ground.places[at].token, ground.places[place].token
    if place > at:
        passed = [ground.places[each].token for each in range(at + 1, place)]
        if passed and there.capital and _is_in_name(ground, place):
            return UNSOUND  # "Nguyễn [… Trần] Bình"
        return UNSOUND if _passes_its_like(here, there, passed) else 0.1 * min(len(passed), 5)
    if place == at - 1 and here.value and there.value and type(here.value) is not type(there.value):
        return 0.5  # "3,1% năm 2025" told as "năm 2025 là 3,1%"
    # Back to the beginning only if a comma or "do" announces it ("Đề án do Sở A xây dựng"), or it is a number
    # ("hoàn thành 189 nhiệm vụ"): else who does something and whom it is done to change places.
    begins = there.first and (announced or isinstance(there.value, Quantity))
    return 1.5 if there.led or begins or isinstance(there.value, Day) else UNSOUND


def _passes_its_like(here: Token, there: Token, passed: list[Token]) -> bool:
    if isinstance(there.value, Quantity):
        return any(isinstance(token.value, Quantity) for token in passed)
    # From a word on to a later date; from a number only to its own.
    return isinstance(there.value, Day) and here.value is not None and any(isinstance(t.value, Day) for t in passed)


def _across(ground: Ground, before: Standing, place: int, boundary: bool, led: bool) -> tuple[float, int | None]:
    """The cost of going to another clause, and what is left afterwards."""
    here, there = ground.places[before.at], ground.places[place]
    if before.left is not None and ground.places[before.left].clause == there.clause and place > before.left:
        return 0.5, None
    if there.clause in ground.scopes[here.clause] and before.left is None:
        return 0.3, None
    if _is_whole_of(ground, here, there):
        return 1.0, before.at
    if _is_back_from_helpers(ground, before, there, place):
        return 1.0, None
    if there.token.first:
        return _to_beginning(ground, before, there, boundary, led)
    return (1.2, None) if _shares_its_end(ground, before.at, place) else (UNSOUND, None)


def _to_beginning(
    ground: Ground, before: Standing, there: Place, boundary: bool, led: bool
) -> tuple[float, int | None]:
    here = ground.places[before.at]
    begun = before.at if before.left is None else before.left
    same_sentence = ground.sentences[here.clause] == ground.sentences[there.clause]
    if ground.places[begun].clause in ground.scopes[there.clause]:
        return 0.5, begun
    if ground.clauses[there.clause].leader or ground.cooperating[there.clause]:
        if here.clause < there.clause and same_sentence:
            return 0.7, None if ground.scopes[ground.places[begun].clause] else begun
        if not boundary or same_sentence:
            return UNSOUND, None
    if ground.clauses[here.clause].lead and here.quote != there.quote and _ends_its_quote(ground, here):
        return 0.7, None
    if ground.scopes[here.clause] and before.left is None:
        return UNSOUND, None  # a phrase of time or condition said of what it does not hold for
    if ground.clauses[here.clause].lead:
        return (0.5 if _introduces(ground, here, there) else UNSOUND), None
    if boundary:
        if _is_bare(ground, there) and there.clause != here.clause + 1:
            return UNSOUND, None
        return (1.0 if there.clause > here.clause else 1.5), None
    if not same_sentence:
        return UNSOUND, None
    if there.clause > here.clause:
        return (UNSOUND if _passes_a_sibling(ground, before.at, there) else 1.0), None
    if _introduces(ground, there, here):
        return 1.5, None  # "hộ nghèo thuộc đối tượng sau" over "Đối tượng gồm: …; hộ nghèo"
    return (2.0 if led and ground.cooperating[here.clause] else UNSOUND), None


def _is_bare(ground: Ground, place: Place) -> bool:
    """Whether a clause holds numbers alone, "(61 %)" or "105°45’E": they belong to what stands beside it."""
    tokens = [ground.places[n].token for n in ground.spans[place.clause]]
    return all(token.value is not None or len(token.key) == 1 for token in tokens)


def _ends_its_quote(ground: Ground, here: Place) -> bool:
    after = ground.spans[here.clause].stop
    return after == len(ground.places) or ground.places[after].quote != here.quote


def _introduces(ground: Ground, here: Place, there: Place) -> bool:
    """Whether a clause before a colon introduces another: "Sở A: 5 người; Sở B: 10 người" has two such clauses."""
    between = ground.clauses[here.clause + 1 : there.clause + 1]
    return (
        ground.clauses[here.clause].lead
        and here.quote == there.quote
        and there.clause > here.clause
        and not any(clause.lead for clause in between)
    )


def _passes_a_sibling(ground: Ground, at: int, there: Place) -> bool:
    """Whether a clause in between says the like of what is left out: "A [đạt 5, B đạt 7], tăng 12 %"."""
    clause = ground.places[at].clause
    left_out = {ground.places[n].token.key for n in ground.spans[clause] if n > at and not ground.places[n].token.value}
    between = (n for each in range(clause + 1, there.clause) for n in ground.spans[each])
    return any(ground.places[n].token.key in left_out for n in between)


def _is_whole_of(ground: Ground, here: Place, there: Place) -> bool:
    """ "189/309" over "309 nhiệm vụ, trong đó 189 hoàn thành": from a part back to the whole it is a part of."""
    both = isinstance(here.token.value, Quantity) and isinstance(there.token.value, Quantity)
    between = ground.clauses[there.clause + 1 : here.clause + 1]
    same_sentence = ground.sentences[here.clause] == ground.sentences[there.clause]
    return both and same_sentence and any(clause.part for clause in between)


def _is_back_from_helpers(ground: Ground, before: Standing, there: Place, place: int) -> bool:
    """ "Sở A chủ trì, phối hợp với Sở B và Sở C [xây dựng đề án]": what follows the helpers is again Sở A's."""
    here = ground.places[before.at]
    subject = here.clause if before.left is None else ground.places[before.left].clause
    return (
        ground.cooperating[there.clause]
        and not ground.cooperating[subject]
        and subject < there.clause
        and ground.sentences[subject] == ground.sentences[there.clause]
        and place > before.at
        and not there.token.capital
        and not _is_in_name(ground, place)
    )


def _shares_its_end(ground: Ground, at: int, place: int) -> bool:
    """Whether a clause that is said to its end, and the next one, are members of one list with a common rest."""
    here, there = ground.places[at], ground.places[place]
    if place < at or ground.sentences[here.clause] != ground.sentences[there.clause]:
        return False
    if at != ground.spans[here.clause][-1]:
        return False
    skipped = [ground.places[n].token for n in range(at + 1, place)]
    clauses = range(here.clause + 1, there.clause + 1)
    if any(len([n for n in ground.spans[each] if n < place]) > _MOST_SKIPPED for each in clauses):
        return False
    if any(token.value is not None for token in skipped):
        return there.token.led and there.clause == here.clause + 1 and not ground.clauses[here.clause].comma
    return _is_name_end(ground, at) or not any(token.capital for token in skipped)


def _is_in_name(ground: Ground, place: int) -> bool:
    """Whether a place goes on with a name that begins before it: the "ủy" of "Đảng ủy", the "Sơn" of "Lạc Sơn"."""
    return place > 0 and ground.places[place - 1].token.capital


def _is_name_end(ground: Ground, at: int) -> bool:
    """Whether a place is the last word of a name: "Bộ Nội vụ", "Sở Tài chính"."""
    return ground.places[at].token.capital or (at > 0 and ground.places[at - 1].token.capital)
