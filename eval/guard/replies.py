"""Replies of a scripted model, honest and adversarial, made of the sentences of real documents."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from api.answering.sources import Source
from api.types import Claim, Support
from eval.guard.faults import FAULTS, misquoted
from eval.guard.honest import HONEST, framed, joined
from eval.guard.material import Sentence, spread

TWO_QUOTES = "hai trích dẫn ghép"
INVENTED, MISQUOTED, UNRELATED = "bịa nguồn", "trích sai nguyên văn", "trích đúng, nói chuyện khác"
_SHOWN_SOURCES = 4


@dataclass(frozen=True, slots=True)
class Reply:
    """One claim that a model proposes over the passages it was shown. `kind` names the rule, `original` the
    sentence."""

    kind: str
    honest: bool
    claim: Claim
    sources: tuple[Source, ...]
    original: str


def replies_of(sentences: Sequence[Sentence], each: int, seed: int) -> list[Reply]:
    """At most `each` replies of every kind, fewer where the sentences do not have it; the same for the same seed."""
    chance = random.Random(seed)
    pool = spread(sentences)
    made: list[Reply] = []
    for kind, rule in HONEST.items():
        told = ((one, rule(one)) for one in _turned(pool, kind, chance))
        made += _first(each, (_reply(kind, True, one, text, pool, chance) for one, text in told if text))
    made += _first(each, _pairs(pool, chance))
    for kind, fault in FAULTS.items():
        told = ((one, fault(one, chance)) for one in _turned(pool, kind, chance))
        made += _first(
            each, (_reply(kind, False, one, text, pool, chance) for one, text in told if text and text != one.text)
        )
    made += _first(each, _invented(pool, chance))
    made += _first(each, _misquotes(pool, chance))
    made += _first(each, _unrelated(pool, chance))
    return made


def _first(count: int, replies: Iterator[Reply]) -> list[Reply]:
    return [reply for reply, _ in zip(replies, range(count), strict=False)]


def _turned(pool: Sequence[Sentence], kind: str, chance: random.Random) -> list[Sentence]:
    """Another beginning for every kind, so that not all kinds are made of the same sentences."""
    at = random.Random(f"{kind}{chance.random()}").randrange(max(1, len(pool)))
    return [*pool[at:], *pool[:at]]


def _shown(
    sentence: Sentence, pool: Sequence[Sentence], chance: random.Random, also: Sentence | None = None
) -> list[Source]:
    here = [sentence.source, *([also.source] if also else [])]
    others = [one.source for one in chance.sample(list(pool), min(_SHOWN_SOURCES, len(pool)))]
    shown = [*here, *(other for other in others if other not in here)][:_SHOWN_SOURCES]
    chance.shuffle(shown)
    return shown


def _reply(
    kind: str, honest: bool, sentence: Sentence, text: str, pool: Sequence[Sentence], chance: random.Random
) -> Reply:
    shown = _shown(sentence, pool, chance)
    number = shown.index(sentence.source) + 1
    supports = [Support(number, sentence.text)]
    if kind == "mục kèm câu dẫn":
        supports.insert(0, Support(number, sentence.lead))
    return Reply(kind, honest, Claim(text, tuple(supports)), tuple(shown), sentence.text)


def _pairs(pool: Sequence[Sentence], chance: random.Random) -> Iterator[Reply]:
    for first, second in zip(pool[::2], pool[1::2], strict=False):
        shown = _shown(first, pool, chance, second)
        if len(first.text) + len(second.text) < 700 and {first.source.passage.id, second.source.passage.id} <= {
            source.passage.id for source in shown
        }:
            supports = tuple(Support(shown.index(one.source) + 1, one.text) for one in (first, second))
            yield Reply(TWO_QUOTES, True, Claim(joined(first, second), supports), tuple(shown), first.text)


def _invented(pool: Sequence[Sentence], chance: random.Random) -> Iterator[Reply]:
    """A true sentence with the number of a passage that was not shown, or does not hold it."""
    for at, sentence in enumerate(_turned(pool, INVENTED, chance)):
        shown = _shown(sentence, pool, chance)
        right = shown.index(sentence.source)
        others = [n for n, s in enumerate(shown) if sentence.text not in s.document.text]
        number = others[0] + 1 if at % 2 and others else len(shown) + 1 + at % 3
        if number != right + 1:
            claim = Claim(sentence.text, (Support(number, sentence.text),))
            yield Reply(INVENTED, False, claim, tuple(shown), sentence.text)


def _misquotes(pool: Sequence[Sentence], chance: random.Random) -> Iterator[Reply]:
    for sentence in _turned(pool, MISQUOTED, chance):
        if quote := misquoted(sentence, chance):
            shown = _shown(sentence, pool, chance)
            claim = Claim(sentence.text, (Support(shown.index(sentence.source) + 1, quote),))
            yield Reply(MISQUOTED, False, claim, tuple(shown), sentence.text)


def _unrelated(pool: Sequence[Sentence], chance: random.Random) -> Iterator[Reply]:
    """A true quote under the words of another sentence, of another document where there is one."""
    for sentence, other in zip(_turned(pool, UNRELATED, chance), _turned(pool, "khác", chance), strict=True):
        words, others = ({*re.findall(r"\w+", one.text.casefold())} for one in (sentence, other))
        if len(others - words) >= 3:
            yield _reply(UNRELATED, False, sentence, framed(other) or other.text, pool, chance)
