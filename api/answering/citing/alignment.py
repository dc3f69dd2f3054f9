"""The cheapest honest reading of a statement in its quotes: which quoted word each of its words is taken from.

By dynamic programming over (word, place in the quotes). What may follow what is in `steps`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from api.answering.citing.ground import Ground
from api.answering.citing.steps import UNSOUND, Standing, step
from api.answering.citing.tokens import Token

_MISMATCH = 0.4  # less than any jump: a denied word is not sought elsewhere
_CONTEXT = 0.3
_AGAIN = 3.0  # a word that stands twice is taken from two places before one place is taken twice
_KEPT_PATHS = 24


@dataclass(frozen=True, slots=True)
class Reading:
    """For every word of the statement its place (an index into `Ground.places`), None for one taken from the context.

    `unsound` holds the words, by index, at which no honest reading goes on.
    """

    taken: tuple[int | None, ...]
    unsound: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Path:
    cost: float
    standing: Standing | None
    word: int = -1
    place: int | None = None
    before: _Path | None = None
    sound: bool = True
    used: int = 0
    """A bit for every place that was taken."""


def reading_of(
    words: Sequence[Token],
    sentences: Sequence[int],
    candidates: Sequence[Sequence[int]],
    in_context: Sequence[bool],
    misfits: Sequence[Mapping[int, int]],
    ground: Ground,
) -> Reading:
    """The cheapest path of `words`; every word must have a candidate or be in the context.

    `sentences[i]` is the sentence that word i is of; `misfits[i][place]` counts the marks that do not fit there.
    """
    paths = [_Path(0.0, None)]
    for n, word in enumerate(words):
        anew = n == 0 or sentences[n] != sentences[n - 1]
        boundary = anew or word.clause != words[n - 1].clause
        made: dict[tuple[Standing | None, int], _Path] = {}
        for path in paths:
            standing = None if anew else path.standing
            for place in candidates[n]:
                told = path.place is None and path.word >= 0 and not anew
                cost, after = step(ground, standing, place, boundary, word.led or word.passive, told)
                if path.used >> place & 1:  # a subject may be named again, a word in mid-sentence may not
                    cost += _AGAIN if ground.places[place].token.first or path.place == place - 1 else UNSOUND
                total = path.cost + cost + _MISMATCH * misfits[n].get(place, 0)
                _keep(made, _Path(total, after, n, place, path, cost < UNSOUND, path.used | 1 << place))
            if in_context[n]:
                _keep(made, _Path(path.cost + _CONTEXT, standing, n, None, path, used=path.used))
        paths = sorted(made.values(), key=lambda each: each.cost)[:_KEPT_PATHS]
    return _read(paths[0], len(words))


def _keep(made: dict[tuple[Standing | None, int], _Path], path: _Path) -> None:
    """Of paths that stand alike and have taken the same places, the cheapest."""
    known = made.get((path.standing, path.used))
    if known is None or path.cost < known.cost:
        made[path.standing, path.used] = path


def _read(path: _Path | None, count: int) -> Reading:
    taken: list[int | None] = [None] * count
    unsound: list[int] = []
    while path is not None and path.word >= 0:
        taken[path.word] = path.place
        if not path.sound:
            unsound.append(path.word)
        path = path.before
    return Reading(tuple(taken), tuple(reversed(unsound)))
