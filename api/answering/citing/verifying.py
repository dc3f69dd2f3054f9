"""From proposed claims to the statements that are shown. Pure; knows no model and no store."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from api.answering.citing.evidence import evidence_of
from api.answering.citing.judge import Judge
from api.answering.citing.quotes import MAX_ANSWER_QUOTE_CHARS, citation_of
from api.answering.citing.reasons import Doubt
from api.answering.citing.support import doubt_of
from api.answering.sources import Source
from api.types import Citation, Claim, Rejected, Statement
from ingest.language.normalise import nfc
from ingest.types import Span


def verify(
    claims: Iterable[Claim], sources: Sequence[Source], judge: Judge | None = None
) -> tuple[tuple[Statement, ...], tuple[Citation, ...], tuple[Rejected, ...]]:
    """Statements with their citations, and what was rejected with its reason; the order of the claims is kept.

    Citations of the same words are one. `judge` is asked of what the rules let through. Empty input gives three empty
    tuples.
    """
    statements: list[Statement] = []
    citations: dict[tuple[str, Span], Citation] = {}
    rejected: list[Rejected] = []
    for claim in claims:
        cited = _cited(claim, sources)
        doubt = cited if isinstance(cited, Doubt) else _doubt(claim, cited, sources, judge)
        new = {} if isinstance(cited, Doubt) else {(each.document_id, each.span): each for each in cited}
        if not doubt and sum(len(each.quote) for each in (citations | new).values()) > MAX_ANSWER_QUOTE_CHARS:
            doubt = Doubt("answer_too_long")
        if doubt:
            rejected.append(Rejected(claim, doubt.code, doubt.words))
            continue
        citations |= {key: citation for key, citation in new.items() if key not in citations}
        places = list(citations)
        statements.append(Statement(claim.text.strip(), tuple(places.index(key) for key in new)))
    return tuple(statements), tuple(citations.values()), tuple(rejected)


def _cited(claim: Claim, sources: Sequence[Source]) -> list[Citation] | Doubt:
    if not claim.text.strip() or not claim.supports:
        return Doubt("no_support")
    found = []
    for support in claim.supports:
        citation = citation_of(support, sources)
        if isinstance(citation, str):
            return Doubt(citation, support.quote)
        found.append(citation)
    return found


def _doubt(claim: Claim, citations: Sequence[Citation], sources: Sequence[Source], judge: Judge | None) -> Doubt | None:
    cited = [sources[support.source - 1] for support in claim.supports]
    statement = nfc(claim.text.strip())
    doubt = doubt_of(statement, evidence_of(citations, cited))
    if doubt is None and judge and not judge.supports(statement, [citation.quote for citation in citations]):
        return Doubt("judged_unsupported")
    return doubt
