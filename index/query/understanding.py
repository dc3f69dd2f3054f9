"""A question as it is searched: its words as they were meant, and the documents and units that it names."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from index.query.abbreviations import Abbreviations, Expansion, expansions_of
from index.query.accents import restored
from index.query.addresses import Address, addresses_of, with_units_spelled
from index.query.dictionary import NO_DICTIONARY, Dictionary
from index.query.facts_asked import AskedFact, facts_asked
from index.query.keys import syllables_of_keys
from index.query.lexicon import Lexicon
from index.query.mentions import Mention, mentions_of, same_length
from index.query.operators import NO_OPERATORS, Operators, operators_of
from index.query.taken import Taken
from index.query.times import NO_TIMES, Times, times_of
from ingest.language.normalise import nfc
from ingest.types import Span


class Part(StrEnum):
    """What can be understood, each of it undone by the reader alone. The values stand in addresses of pages."""

    ACCENTS = "dau"
    ABBREVIATIONS = "viet-tat"
    NUMBERS = "so-hieu"
    OPERATORS = "phep-tim"
    TIMES = "thoi-gian"
    FACTS = "thong-tin"


@dataclass(frozen=True, slots=True)
class Understood:
    """`asked` is the question, `words` the same with its accents put back, both NFC; every span is in `words`.

    `operators` are the phrases and exclusions of the question; `words` is without their signs and what was excluded.
    `meaning` is `words` with each abbreviation's usual meaning in its place. `is_only_a_name`: beside document numbers
    and addresses the question says nothing that could be looked for. `times` is what it says of time and validity, for
    `index.timed` to make conditions and preferences of. `facts` are what it asks of the documents as such, for
    `index.named` to find. `literal` are the parts that were not understood, as the reader wished.
    """

    asked: str
    words: str
    meaning: str
    mentions: tuple[Mention, ...] = ()
    addresses: tuple[Address, ...] = ()
    expansions: tuple[Expansion, ...] = ()
    is_only_a_name: bool = False
    literal: frozenset[Part] = frozenset()
    operators: Operators = NO_OPERATORS
    times: Times = NO_TIMES
    facts: frozenset[AskedFact] = frozenset()

    @property
    def subject(self) -> str:
        """`meaning` without the documents and units that it names; all of it where nothing else is said."""
        words = self.words
        for span in (*(each.span for each in self.mentions), *(each.span for each in self.addresses)):
            words = words[: span.start] + " " * len(span) + words[span.end :]
        return _spelled(words, self.expansions) if re.search(r"\w", words) else self.meaning

    @property
    def is_restored(self) -> bool:
        return self.words not in (self.asked, self.operators.text)


_SAYS_NOTHING = frozenset(
    ("noi", "dung", "toan", "van", "ban", "ve", "cua", "tai", "trong", "theo", "thuoc", "quy", "dinh", "gi", "la",
     "xem", "tim", "mo", "cho", "biet", "hay", "va", "so", "ngay", "nam", "thang", "cac", "nhung", "nhu", "the", "nao",
     "doc", "trich")
)  # fmt: skip
"""Syllables, without accents, of a question that asks for a document or a unit as such: "nội dung của …", "xem …"."""
_SYLLABLE = re.compile(r"\w+")


def understood(
    question: str,
    lexicon: Lexicon,
    abbreviations: Abbreviations,
    literal: Collection[Part] = (),
    dictionary: Dictionary = NO_DICTIONARY,
) -> Understood:
    """What the question says, but for the parts in `literal`, which are taken as they were typed."""
    asked = nfc(question)
    operators = Operators(asked) if Part.OPERATORS in literal else operators_of(asked)
    typed = words = operators.text
    if Part.ACCENTS not in literal:
        spelled, units = with_units_spelled(typed)
        numbers, _, short = _named(spelled, lexicon, abbreviations, is_bare=False)
        keep = [*units, *(number.span for number in numbers), *(each.span for each in short)]
        words = restored(spelled, lexicon, keep, dictionary)
    mentions, addresses, expansions = _named(words, lexicon, abbreviations, is_bare=typed.isascii())
    if Part.NUMBERS in literal:
        mentions, addresses = (), ()
    if Part.ABBREVIATIONS in literal:
        expansions = ()
    named = [*(mention.span for mention in mentions), *(address.span for address in addresses)]
    only = bool(named) and _says_nothing_else(words, named)
    numbered = [mention.span for mention in mentions]
    times = NO_TIMES if Part.TIMES in literal else times_of(words, numbered)
    asks = Part.FACTS not in literal and not addresses
    return Understood(
        asked,
        words,
        _spelled(words, expansions),
        mentions,
        addresses,
        expansions,
        only,
        frozenset(literal),
        operators,
        times,
        facts_asked(words, numbered) if asks else frozenset(),
    )


def _named(
    words: str, lexicon: Lexicon, abbreviations: Abbreviations, *, is_bare: bool
) -> tuple[tuple[Mention, ...], tuple[Address, ...], tuple[Expansion, ...]]:
    keys = [Span(*match.span()) for match in _SYLLABLE.finditer(words) if _is_keys(match[0])]
    typed = Taken(keys)
    found = addresses_of(words, is_bare=is_bare)
    addresses = tuple(address for address in found if not typed.overlaps(address.span))
    mentions = mentions_of(words, [*(address.span for address in addresses), *keys])
    expansions = expansions_of(words, abbreviations, lexicon, [mention.span for mention in mentions])
    return mentions, addresses, tuple(expansions)


def _is_keys(word: str) -> bool:
    """Whether a word with digits is a syllable by VNI's keys ("d9u7o7c5"): its digits are no numbers."""
    return word[0].isalpha() and any(letter.isdigit() for letter in word) and bool(syllables_of_keys(word))


def _spelled(words: str, expansions: Sequence[Expansion]) -> str:
    parts: list[str] = []
    end = 0
    for expansion in expansions:
        parts += [words[end : expansion.span.start], expansion.meanings[0]]
        end = expansion.span.end
    return "".join([*parts, words[end:]])


def _says_nothing_else(words: str, spans: Sequence[Span]) -> bool:
    named = Taken(spans)
    return all(
        named.overlaps(Span(*match.span())) or match[0] in _SAYS_NOTHING
        for match in _SYLLABLE.finditer(same_length(words))
    )
