"""“Did you mean”: slips of typing and of spelling in a question, told by the archive's own pairs of syllables.

For the doors: `Vocabulary.suggested(said) -> str | None`, which is `suggested(said, lexicon, dictionary)`, gives the
question as it may have been meant, or None; nothing is changed by itself. Precision first: a syllable is doubted only
where the archive hardly saw it beside its neighbours, and something else is suggested only where one slip leads to it
and it fits there by far better. What Vietnamese has, whether or not the archive has it, is told by a dictionary.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.query.dictionary import NO_DICTIONARY, Dictionary
from index.query.lexicon import Lexicon, split_tone
from index.query.taken import Taken
from index.query.understanding import Part, Understood
from ingest.language.normalise import match_key, nfc, older_tones
from ingest.language.syllables import is_spelled
from ingest.types import Span

_TOKEN = re.compile(r"[^\W_]+")
_QUOTED = re.compile(r"[\"“”«„‟][^\"“”«»„‟]*[\"“”»‟]")
_ONSETS = (("s", "x"), ("ch", "tr"), ("d", "gi"), ("d", "r"), ("gi", "r"), ("l", "n"), ("v", "d"), ("ng", "ngh"),
           ("g", "gh"), ("c", "k"), ("d", "đ"), ("qu", "q"), ("ph", "f"), ("th", "t"), ("kh", "k"))  # fmt: skip
_CODAS = (("n", "ng"), ("t", "c"), ("n", "nh"), ("ch", "t"), ("i", "y"), ("ch", "c"), ("o", "u"))
_MARKED = ("aăâ", "oôơ", "uư", "eê", "iy")
_LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
_VOWELS = "aăâeêioôơuưy"
_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_LONGEST = 8
_JOINTS = frozenset("-–/@_&+")
_A_FEW = 2
"""So often a mistake of a scan may stand in an archive."""
_OFTEN = 50


@dataclass(frozen=True, slots=True)
class Caution:
    """By how much, in natural logarithms of likelihood, what may have been meant must fit its neighbours better.

    `impossible` for a typed syllable that neither archive nor dictionary has; `rare` for one that only the dictionary
    has, or that the archive has once or twice; `known` for one that the archive uses; `_word` where what was meant
    makes a word of the dictionary with a neighbour. `seen` is how often it must have stood beside them, but for what is
    impossible. Chosen on 617 questions (ALQAC 2023 training, half of viqa, a quarter of XQuAD) and the same with one
    slip by three seeds: of the slips in known syllables 8.5 finds 106 of 167 for words, 9.8 finds 22 of 222 others,
    each with no or one false suggestion (8.0 and 9.0: two); of rare ones 5.0 finds 217 of 230, with none, and 11.5 140
    of 175. `known_expected` is for words where half of all that stands beside the neighbour is what was meant ("dụng"
    after "sử"): "xử dụng" is at 8.4, "trách nghiệm" at 10.5.
    """

    impossible: float = 8.0
    impossible_word: float = 5.0
    rare: float = 11.5
    rare_word: float = 5.0
    known: float = 9.8
    known_word: float = 8.5
    known_expected: float = 6.0
    seen_rare: int = 3
    seen_known: int = 6


@dataclass(frozen=True, slots=True)
class Slip:
    """A syllable of the question, by its span in `Understood.words`, and what it may have been meant to be."""

    span: Span
    meant: str


def suggested(
    said: Understood, lexicon: Lexicon, dictionary: Dictionary = NO_DICTIONARY, caution: Caution = Caution()
) -> str | None:
    """The question with what looks like slips put right; None where nothing does, or the lexicon is empty.

    What was understood of the question counts as typed: accents put back, keys of an input method. Numbers, documents
    and units that are named, abbreviations, names in capitals and text in quotes are never touched. A question whose
    operators were understood has lost its signs in `Understood.words`: it gets no suggestion.
    """
    if not said.operators.is_plain:
        return None
    words = said.words
    parts: list[str] = []
    end = 0
    for slip in slips_of(said, lexicon, dictionary, caution):
        parts += [words[end : slip.span.start], slip.meant]
        end = slip.span.end
    return "".join([*parts, words[end:]]) if parts else None


def slips_of(
    said: Understood, lexicon: Lexicon, dictionary: Dictionary = NO_DICTIONARY, caution: Caution = Caution()
) -> Iterator[Slip]:
    """Every syllable that looks like a slip, in order, with the likeliest that was meant."""
    if not lexicon.syllables:
        return
    words, kept = said.words, Taken(_kept(said))
    tokens = list(_TOKEN.finditer(words))
    keys = [match_key(token[0]) for token in tokens]
    typed = [match_key(token[0]) for token in _TOKEN.finditer(said.operators.text)]
    for at, token in enumerate(tokens):
        span = Span(*token.span())
        if not _may_slip(token[0], at) or _is_joined(words, span) or kept.overlaps(span):
            continue
        before = keys[at - 1] if at and _is_beside(words, tokens[at - 1], token) else None
        after = keys[at + 1] if at + 1 < len(tokens) and _is_beside(words, token, tokens[at + 1]) else None
        place = _Place(before, after, lexicon, dictionary)
        if len(typed) == len(keys) and _was_a_word(typed, at, dictionary):
            continue
        meant = _meant(keys[at], place, caution)
        if meant is not None:
            keys[at] = meant
            yield Slip(span, _cased(meant, token[0]))


def _was_a_word(typed: Sequence[str], at: int, dictionary: Dictionary) -> bool:
    """Whether it stood in a word of the dictionary before accents were put back: "con gái", read as "còn gái"."""
    return any(f"{one} {other}" in dictionary.pairs for one, other in pairwise(typed[max(0, at - 1) : at + 2]))


def _kept(said: Understood) -> list[Span]:
    named = [mention.span for mention in said.mentions] + [address.span for address in said.addresses]
    short = [expansion.span for expansion in said.expansions] if Part.ABBREVIATIONS not in said.literal else []
    return [*named, *short, *(Span(*match.span()) for match in _QUOTED.finditer(said.words))]


def _may_slip(word: str, at: int) -> bool:
    """Letters alone; a capital only where a sentence begins: "Sông" is somebody's name."""
    return word.isalpha() and len(word) <= _LONGEST and (word.islower() or (at == 0 and word[1:].islower()))


def _is_joined(words: str, span: Span) -> bool:
    """Part of something longer: "play-off", "đ/c", an address on the web."""
    return words[max(0, span.start - 1) : span.start] in _JOINTS or words[span.end : span.end + 1] in _JOINTS


def _is_beside(words: str, one: re.Match[str], other: re.Match[str]) -> bool:
    return one[0].isalpha() and other[0].isalpha() and words[one.end() : other.start()].isspace()


@dataclass(frozen=True, slots=True)
class _Place:
    """Between two neighbours, as match keys; None for none."""

    before: str | None
    after: str | None
    lexicon: Lexicon
    dictionary: Dictionary

    def pairs_of(self, form: str) -> list[str]:
        before = [f"{self.before} {form}"] if self.before else []
        return before + ([f"{form} {self.after}"] if self.after else [])

    def makes_a_word(self, form: str) -> bool:
        """Whether a word of the dictionary holds the form beside one of these neighbours."""
        return any(pair in self.dictionary.pairs for pair in self.pairs_of(form))

    def seen(self, form: str) -> int:
        """How often the archive has the form beside these neighbours."""
        return sum(self.lexicon.pairs.get(pair, 0) for pair in self.pairs_of(form))

    def is_expected(self, form: str) -> bool:
        """Whether it is half, or more, of all that stands on this side of a neighbour."""
        counts = self.lexicon.syllables
        sides = ((self.before, f"{self.before} {form}"), (self.after, f"{form} {self.after}"))
        return any(
            2 * self.lexicon.pairs.get(pair, 0) >= max(_OFTEN, counts.get(side, 0)) for side, pair in sides if side
        )

    def is_outdone(self, typed: str, form: str) -> bool:
        """Whether the archive has what was typed here hardly ever; where it makes a word, so seldom as by mistake."""
        seen = self.seen(typed)
        return seen <= _A_FEW or (self.is_expected(form) and self.seen(form) >= _OFTEN * seen)

    def fit(self, form: str) -> float:
        """Log-likelihood of the form here."""
        likely = self.lexicon.log_probability(form, self.before)
        return likely + (self.lexicon.log_probability(self.after, form) if self.after else 0.0)


def _meant(typed: str, place: _Place, caution: Caution) -> str | None:
    if not place.pairs_of(typed) or place.makes_a_word(typed):
        return None
    is_known = place.lexicon.syllables.get(typed, 0) > _A_FEW and is_spelled(typed)
    if is_known and place.seen(typed) > _OFTEN:
        return None
    best = max(((place.fit(form), form) for form in _candidates(typed, place.lexicon)), default=None)
    if best is None or (is_known and not place.is_outdone(typed, best[1])):
        return None
    least, seen = _least(typed, best[1], place, is_known, caution)
    return best[1] if best[0] - place.fit(typed) >= least and place.seen(best[1]) >= seen else None


def _least(typed: str, form: str, place: _Place, is_known: bool, caution: Caution) -> tuple[float, int]:
    """How much better, and how often seen, the other form must be."""
    is_word = place.makes_a_word(form)
    if is_known:
        word = caution.known_expected if place.is_expected(form) else caution.known_word
        return word if is_word else caution.known, caution.seen_known
    words = place.dictionary.syllables
    if is_spelled(typed) and (typed in words or not words):
        return caution.rare_word if is_word else caution.rare, caution.seen_rare
    return caution.impossible_word if is_word else caution.impossible, 0


def _candidates(typed: str, lexicon: Lexicon) -> set[str]:
    """Syllables that the archive uses, one slip away from what was typed."""
    base, tone = split_tone(typed)
    known = lexicon.by_tone
    found = {known[base, other] for other in _TONES if (base, other) in known}
    # Where the vowel is what is missing, its tone went with it.
    tones = (tone,) if any(letter in _VOWELS for letter in base) else _TONES
    found |= {known[other, each] for other in _edits(base) for each in tones if (other, each) in known}
    return found - {typed}


def _edits(base: str) -> set[str]:
    """What the letters, without their tone, may have been: one slip undone."""
    made = {other + base[len(one) :] for one, other in _both(_ONSETS) if base.startswith(one)}
    made |= {base[: -len(one)] + other for one, other in _both(_CODAS) if base.endswith(one)}
    for at, letter in enumerate(base):
        made.add(base[:at] + base[at + 1 :])
        made |= {base[:at] + other + base[at + 1 :] for other in _BESIDE.get(letter, "")}
        made.add(base[:at] + base[at : at + 2][::-1] + base[at + 2 :])
    for at in range(len(base) + 1):
        made |= {base[:at] + letter + base[at:] for letter in _LETTERS}
    return made


def _both(pairs: tuple[tuple[str, str], ...]) -> Iterator[tuple[str, str]]:
    for one, other in pairs:
        yield one, other
        yield other, one


def _beside() -> dict[str, str]:
    """Letters that a finger may have meant: the keys left and right, and the same letter with another mark."""
    found: dict[str, str] = {}
    for row in _KEYS:
        for one, other in pairwise(row):
            found[one] = found.get(one, "") + other
            found[other] = found.get(other, "") + one
    for letters in _MARKED:
        for letter in letters:
            found[letter] = found.get(letter, "") + letters.replace(letter, "")
    return found


_BESIDE = _beside()


def _cased(form: str, typed: str) -> str:
    form = older_tones(nfc(form))
    return form.capitalize() if typed[0].isupper() else form
