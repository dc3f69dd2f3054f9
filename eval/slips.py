"""Slips that Vietnamese staff make, put into questions by rule, and how a “did you mean” answers them.

The rules are made apart from `index.query.slips`, from what is taught about spelling: hỏi/ngã, s/x, ch/tr, d/gi/r, l/n
and endings are slips of dialect, missing, doubled and swapped letters and other tones slips of the hand.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from index.query.lexicon import Lexicon
from index.query.understanding import Understood
from ingest.language.normalise import fold_iy, match_key, nfc

_WORD = re.compile(r"(?<![\w/.-])[^\W\d_]+(?![\w/.-])")
_GRAVE, _ACUTE, _TILDE, _HOOK, _DOT = "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"


def _toned(word: str, tones: Mapping[str, str]) -> str:
    """Each tone of `tones` as the other; letter by letter, as a tone stands after the mark of its vowel."""
    made = []
    for letter in nfc(word):
        marks = unicodedata.normalize("NFD", letter)
        tone = next((mark for mark in marks if mark in tones), "")
        made.append(nfc(nfc(marks.replace(tone, "")) + tones[tone]) if tone else letter)
    return "".join(made)


def _swapped_tone(one: str, other: str) -> Callable[[str], str]:
    return lambda word: _toned(word, {one: other, other: one})


def _onset(*pairs: tuple[str, str]) -> Callable[[str], str]:
    def slip(word: str) -> str:
        found = next(((one, other) for one, other in pairs if word.startswith(one)), None)
        return found[1] + word[len(found[0]) :] if found and len(word) > len(found[0]) else word

    return slip


def _coda(one: str, other: str) -> Callable[[str], str]:
    def slip(word: str) -> str:
        bare, ends = nfc(word), {one: other, other: one}
        found = next((end for end in sorted(ends, key=len, reverse=True) if bare.endswith(end)), None)
        return bare[: -len(found)] + ends[found] if found and len(bare) > len(found) + 1 else word

    return slip


def _wrong_tone(word: str) -> str:
    return _toned(word, {_ACUTE: _GRAVE, _GRAVE: _ACUTE, _DOT: _ACUTE})


def _at(word: str, least: int) -> int:
    """A place inside the word, the same at every call; -1 for a word that is too short."""
    return random.Random(word).randrange(1, len(word)) if len(word) >= least else -1


def _missing(word: str) -> str:
    at = _at(word, 4)
    return word if at < 0 else word[:at] + word[at + 1 :]


def _doubled(word: str) -> str:
    at = _at(word, 2)
    return word if at < 0 else word[:at] + word[at] + word[at:]


def _neighbours(word: str) -> str:
    at = _at(word, 3)
    return word if at < 0 else word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]


RULES: Mapping[str, Callable[[str], str]] = {
    "hỏi/ngã": _swapped_tone(_HOOK, _TILDE),
    "s/x": _onset(("s", "x"), ("x", "s")),
    "ch/tr": _onset(("ch", "tr"), ("tr", "ch")),
    "d/gi/r": _onset(("gi", "d"), ("d", "gi"), ("r", "d")),
    "l/n": _onset(("l", "n"), ("nh", "nh"), ("ng", "ng"), ("n", "l")),
    "n/ng cuối": _coda("n", "ng"),
    "t/c cuối": _coda("t", "c"),
    "i/y": _coda("i", "y"),
    "sai dấu": _wrong_tone,
    "thiếu chữ": _missing,
    "thừa chữ": _doubled,
    "đảo chữ": _neighbours,
}
"""By the name that reports show: a syllable in lower case, NFC, to itself with one slip, or unchanged."""


@dataclass(frozen=True, slots=True)
class Slipped:
    """A question with one slip, and by which rule."""

    question: str
    right: str
    rule: str


def slipped(question: str, lexicon: Lexicon, seed: int = 1) -> Slipped | None:
    """The question with one slip, the same for the same seed; None where no rule applies.

    Only a syllable is taken that the archive knows beside one of its neighbours: of others nothing can be told.
    """
    question = nfc(question)
    made = [
        (rule, word.start(), word.end(), typed)
        for word in _paired(question, lexicon)
        for rule, slip in RULES.items()
        if _key(typed := nfc(slip(word[0]))) != _key(word[0])
    ]
    if not made:
        return None
    chance = random.Random(f"{seed}:{question}")
    # Rules first: else the commonest letters would choose.
    rule = chance.choice(sorted({name for name, *_ in made}))
    _, start, end, typed = chance.choice([each for each in made if each[0] == rule])
    return Slipped(question[:start] + typed + question[end:], question, rule)


def _paired(question: str, lexicon: Lexicon) -> Iterator[re.Match[str]]:
    words = list(_WORD.finditer(question))
    keys = [match_key(word[0]) for word in words]
    for at, word in enumerate(words):
        pairs = [f"{keys[at - 1]} {keys[at]}"] if at and question[words[at - 1].end() : word.start()].isspace() else []
        if at + 1 < len(words) and question[word.end() : words[at + 1].start()].isspace():
            pairs.append(f"{keys[at]} {keys[at + 1]}")
        if word[0].islower() and any(lexicon.pairs.get(pair, 0) for pair in pairs):
            yield word


def _key(words: str) -> str:
    """ "Quy" and "qui" are both right."""
    return fold_iy(match_key(words))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one question with a slip: `is_right` where the right words were offered, or put back unasked."""

    slipped: Slipped
    offered: str | None
    is_right: bool


def outcomes_of(
    questions: Iterable[str],
    lexicon: Lexicon,
    understand: Callable[[str], Understood],
    suggest: Callable[[Understood], str | None],
    seed: int = 1,
) -> Iterator[Outcome]:
    """One slip for every question that can have one."""
    for question in questions:
        made = slipped(question, lexicon, seed)
        if made is not None:
            said = understand(made.question)
            offered = suggest(said)
            yield Outcome(made, offered, _key(offered or said.words) == _key(understand(made.right).words))


def false_suggestions(
    questions: Iterable[str], understand: Callable[[str], Understood], suggest: Callable[[Understood], str | None]
) -> Iterator[tuple[str, str]]:
    """(question, what was offered) for every question that was typed right and yet got a suggestion."""
    for question in questions:
        if (offered := suggest(understand(question))) is not None:
            yield nfc(question), offered
