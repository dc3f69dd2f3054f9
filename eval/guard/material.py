"""Sentences of real documents that claims are made of, chosen by a seed. Nothing here is kept: documents are
read anew."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from api.answering.sources import Source
from index.passages import passages_of
from index.types import DocumentEntry, Hit
from ingest.language.markers import CAPITALS
from ingest.types import Document, Span

_SENTENCE = re.compile(rf"(?<=[.!?])\s+(?=[{CAPITALS}])")
_LABEL = re.compile(r"^(?:\d{1,3}(?:\.\d{1,3})*[.)]|[a-zđ]\)|[IVX]+[.-]|\(\w{1,3}\)|[-+•*–])\s+")
_LEAST_CHARS, _MOST_CHARS, _LEAST_WORDS = 50, 300, 9
_BREAKS = ("?", "...", "…", "|", "http", "@")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as it stands in its passage; `lead` is the line with a colon that it is an item of, "" for none."""

    text: str
    source: Source
    lead: str


def sentences_of(documents: Iterable[Document], seed: int) -> list[Sentence]:
    """All usable sentences of the Vietnamese documents, shuffled by the seed; each wording once."""
    found: dict[str, Sentence] = {}
    for document in documents:
        language = document.facts.language
        if language is None or language.value == "vi":
            for source in _sources(document):
                for sentence in _of_passage(source):
                    found.setdefault(sentence.text, sentence)
    listed = sorted(found.values(), key=lambda each: each.text)
    random.Random(seed).shuffle(listed)
    return listed


def _sources(document: Document) -> Iterator[Source]:
    facts = document.facts
    entry = DocumentEntry(
        id=document.id,
        file=document.id,
        media_type=document.media_type,
        number=facts.number.value if facts.number else None,
        kind=facts.kind.value if facts.kind else None,
        issuer=facts.issuer.value if facts.issuer else None,
        issued_on=facts.issued_on.value if facts.issued_on else None,
        title=facts.title.value if facts.title else None,
        pages=len(document.pages),
        passages=0,
        findings=len(document.findings),
        clearance=0,
        organisation=None,
    )
    for passage in passages_of(document):
        yield Source(Hit(passage, 1.0), document, entry)


def _of_passage(source: Source) -> Iterator[Sentence]:
    lead = ""
    for line in source.passage.text.split("\n"):
        words = _LABEL.sub("", line.strip())
        if words.endswith(":"):
            lead = words
            continue
        is_item = words != line.strip() or words.endswith(";")
        for text in _SENTENCE.split(words):
            if _is_usable(text):
                yield Sentence(text.strip(), source, lead if is_item and lead else "")
        if not is_item:
            lead = ""


def _is_usable(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return (
        _LEAST_CHARS <= len(text) <= _MOST_CHARS
        and len(text.split()) >= _LEAST_WORDS
        and sum(letter.isupper() for letter in letters) < len(letters) / 3
        and not any(sign in text for sign in _BREAKS)
        and text.count("(") == text.count(")")
    )


def spread(sentences: Sequence[Sentence]) -> list[Sentence]:
    """The same sentences, taken in turn from their documents, so that no long document fills a measure."""
    by_document: dict[str, list[Sentence]] = {}
    for sentence in sentences:
        by_document.setdefault(sentence.source.document.id, []).append(sentence)
    rows = list(by_document.values())
    return [row[at] for at in range(max(map(len, rows), default=0)) for row in rows if at < len(row)]


def place_of(sentence: Sentence) -> Span:
    """Where a sentence stands in its document."""
    start = sentence.source.document.text.index(sentence.text, sentence.source.passage.span.start)
    return Span(start, start + len(sentence.text))
