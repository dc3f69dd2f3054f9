"""Office abbreviations and what they stand for: one data file, and what a deployment adds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from index.query.lexicon import Lexicon
from index.query.taken import Taken
from ingest.language.normalise import match_key, nfc, strip_accents
from ingest.language.syllables import is_syllable
from ingest.types import Span

Abbreviations = Mapping[str, tuple[str, ...]]
"""Abbreviation without accents in lower case → what it may stand for, the usual meaning first."""

_WORD = re.compile(r"(?<!\w)(?:[^\W\d_]{2,10})(?!\w)")


@dataclass(frozen=True, slots=True)
class Expansion:
    """An abbreviation in a question, and its meanings."""

    span: Span
    meanings: tuple[str, ...]


def read_abbreviations(*paths: Path) -> Abbreviations:
    """The project's list, then the deployment's own files; a later line for the same abbreviation wins.

    A line is the abbreviation, a tab, its meanings joined by " | "; "#" begins a remark. Raises OSError, and ValueError
    naming file and line for a line of another form.
    """
    texts = [("abbreviations.tsv", files("index.query").joinpath("abbreviations.tsv").read_text(encoding="utf-8"))]
    texts += [(str(path), path.read_text(encoding="utf-8-sig")) for path in paths]
    found: dict[str, tuple[str, ...]] = {}
    for name, text in texts:
        for number, line in enumerate(text.splitlines(), start=1):
            if line.strip() and not line.startswith("#"):
                short, meanings = _entry(line, name, number)
                found[_key(short)] = meanings
    return found


def expansions_of(
    question: str, known: Abbreviations, lexicon: Lexicon, keep: Sequence[Span] = ()
) -> Iterator[Expansion]:
    """Abbreviations in the NFC `question`, outside the spans of `keep`, in order.

    In capitals any known one counts; in lower case only one whose letters are no syllable that the archive uses:
    "cds" is "CĐS", but "an" and "to" are words.
    """
    shouted, taken = question.isupper(), Taken(keep)
    for match in _WORD.finditer(question):
        word, span = match[0], Span(*match.span())
        meanings = known.get(_key(word))
        if meanings is None or taken.overlaps(span):
            continue
        written_short = word.isupper() and not shouted
        if written_short or not _is_word(word, lexicon):
            yield Expansion(span, meanings)


def _is_word(word: str, lexicon: Lexicon) -> bool:
    key = match_key(word)
    return is_syllable(key) and (
        not lexicon.syllables or key in lexicon.syllables or strip_accents(key) in lexicon.by_bare
    )


def _key(word: str) -> str:
    return strip_accents(nfc(word)).casefold()


def _entry(line: str, name: str, number: int) -> tuple[str, tuple[str, ...]]:
    short, tab, meanings = line.partition("\t")
    said = tuple(part.strip() for part in meanings.split("|") if part.strip())
    if not tab or not said or not _WORD.fullmatch(short.strip()):
        raise ValueError(f"{name}, dòng {number}: cần “viết tắt<TAB>đầy đủ”.")
    return short.strip(), said
