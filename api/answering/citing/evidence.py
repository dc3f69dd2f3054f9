"""What a statement may lean on: the words quoted, the text around them that they must not be torn from, and the facts
of the cited documents and places that may be said without being quoted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from api.answering.citing.instructions import speaks_to_a_model
from api.answering.citing.marks import NEGATIONS, Mark
from api.answering.citing.tokens import Said, Token, said_of
from api.answering.citing.values import DocumentNumber, Place
from api.answering.sources import Source
from api.types import Citation
from ingest.language.kinds import kind_of_number
from ingest.language.normalise import nfc
from ingest.types import Section, Span

_AROUND_CHARS = 160
_LINE_CHARS = 400
_CLAUSE_START = re.compile(r"[.;:!?…\n]")
_SENTENCE_END = re.compile(r"[;:!?…\n]|\.(?=\s|$)")
_TORN = NEGATIONS | {Mark.ONLY, Mark.EXCEPT}
_LEAD_CHARS = 300
_FIGURE = re.compile(r"[\d.,/%-]")


@dataclass(frozen=True, slots=True)
class Quoted:
    """One quote as read, and the rest of its sentence after it; `words` as printed, between white space.
    `is_instruction`: the words there are orders to a model, not to a reader.

    `tokens` are those of `said` that the quote does not cut through ("48" of "48.000"), governed also by what stands
    before the quote in its sentence: a quote that begins after "không" stays denied.
    """

    words: tuple[str, ...]
    said: Said
    tokens: tuple[Token, ...]
    after: Said
    is_instruction: bool

    @property
    def is_torn(self) -> bool:
        """Whether the quote cuts through a number or a word, or leaves out a negation or bound right before it."""
        own, governed = self.said.tokens, self.tokens
        if len(own) != len(governed):
            return True
        first = [(t.marks, t.bound, bool(t.denied) and t.near == 0) for t in (*own[:1], *governed[:1])]
        return first[:1] != first[1:]


@dataclass(frozen=True, slots=True)
class Evidence:
    """The quotes of one claim in their order, and what may be said besides: the mastheads of their documents; the
    headings, lead-ins and addresses of their places."""

    quotes: tuple[Quoted, ...]
    mastheads: tuple[Said, ...]
    headings: tuple[Said, ...]
    numbers: frozenset[str]
    places: tuple[Place, ...]

    @property
    def names_others(self) -> bool:
        """Whether the quotes name documents."""
        return any(isinstance(token.value, DocumentNumber) for quote in self.quotes for token in quote.tokens)


def evidence_of(citations: Sequence[Citation], sources: Sequence[Source]) -> Evidence:
    """What these citations give; `sources[i]` is the one that `citations[i]` was found in."""
    pairs = list(zip(citations, sources, strict=True))
    mastheads = [said_of(nfc(text)) for text in dict.fromkeys(t for _, source in pairs for t in _mastheads(source))]
    around = dict.fromkeys(t for citation, source in pairs for t in _headings(source, citation))
    headings = [said_of(nfc(text)) for text in around]
    context = (*mastheads, *headings)
    quotes = tuple(_quoted(source.document.text, citation.span) for citation, source in pairs)
    return Evidence(
        quotes=quotes,
        mastheads=tuple(mastheads),
        headings=tuple(headings),
        numbers=frozenset(t.value.key for said in context for t in said.tokens if isinstance(t.value, DocumentNumber)),
        places=tuple(token.value for said in context for token in said.tokens if isinstance(token.value, Place)),
    )


def _quoted(text: str, span: Span) -> Quoted:
    said = said_of(nfc(span.of(text)))
    before = _CLAUSE_START.split(text[max(0, span.start - _AROUND_CHARS) : span.start])[-1]
    after = "" if _SENTENCE_END.search(text[span.end - 1 : span.end]) else text[span.end : span.end + _AROUND_CHARS]
    tokens = _governed(said.tokens, said_of(nfc(before + span.of(text))).tokens) if before.strip() else said.tokens
    tokens = tokens[int(_is_cut(text, span.start)) : len(tokens) - int(_is_cut(text, span.end))]
    rest = said_of(nfc(_SENTENCE_END.split(after, maxsplit=1)[0]))
    start, end = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    line = text[max(start, span.start - _LINE_CHARS) : min(len(text) if end < 0 else end, span.end + _LINE_CHARS)]
    return Quoted(tuple(nfc(span.of(text)).split()), said, tokens, rest, speaks_to_a_model(nfc(line)))


def _governed(own: tuple[Token, ...], whole: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens of a quote with what governs them in their whole sentence."""
    around = whole[len(whole) - len(own) :]
    if [token.key for token in around] != [token.key for token in own]:
        return own
    return tuple(
        replace(
            token, marks=token.marks | (other.marks & _TORN), denied=other.denied, near=other.near, bound=other.bound
        )
        for token, other in zip(own, around, strict=True)
    )


def _is_cut(text: str, at: int) -> bool:
    """Whether a place lies inside a word or a number: "48|.000", "4|8", "giấ|y"."""
    if not 0 < at < len(text) or text[at - 1].isspace() or text[at].isspace():
        return False
    left, right = text[at - 1], text[at]
    if left.isalnum() and right.isalnum():
        return True
    # A stop within a number has a figure on its other side.
    if _FIGURE.match(left) and _FIGURE.match(right):
        return text[max(0, at - 2) : at].strip(".,/-%").isdigit() and text[at : at + 2].strip(".,/-%").isdigit()
    return False


def _mastheads(source: Source) -> Iterator[str]:
    """ "Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị về …", and by whom it was issued and signed."""
    entry, facts = source.entry, source.document.facts
    kind = entry.kind or (kind_of_number(entry.number) if entry.number else None) or ""
    dated = f"ngày {entry.issued_on:%d/%m/%Y}" if entry.issued_on else ""
    number = f"số {entry.number}" if entry.number else ""
    yield " ".join((kind, number, dated, f"của {entry.issuer}" if entry.issuer else "", entry.title or ""))
    if entry.issuer:
        yield f"{kind} {number} do {entry.issuer} ban hành {dated}"
    signed = [fact.value for fact in (facts.signer_post, facts.signer) if fact is not None]
    if signed:
        yield f"{kind} {number} do {' '.join(signed)} ký ban hành {dated}"


def _headings(source: Source, citation: Citation) -> Iterator[str]:
    """The address, titles of the units around a place, and the words before the list that it is an item of."""
    yield citation.address
    span = citation.span
    text, sections = source.document.text, source.document.sections
    around = [section for section in sections if section.span.contains(span) and section.span != span]
    for section in around:
        if section.title:
            yield section.title
        if lead := _lead_in(text, sections, section, span):
            yield lead
    yield source.passage.heading


def _lead_in(text: str, sections: Sequence[Section], section: Section, span: Span) -> str:
    """The words of a unit before its first part, where they end with a colon."""
    end = min((s.span.start for s in sections if section.span.contains(s.span) and s is not section), default=0)
    words = text[section.span.start : min(end, span.start)].strip()
    return words[-_LEAD_CHARS:] if words.endswith(":") else ""
