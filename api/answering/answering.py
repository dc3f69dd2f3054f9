"""question + Scope → hits → claims → verify → Answer, as events. The one place where an answer is made."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from api.answering.citing import verify
from api.answering.extracting.extract import extract
from api.answering.llm import Generator, claims_of, rendered
from api.answering.sources import Source, found_of
from api.errors import ModelUnavailable
from api.types import Answer, Citation, Claim, Done, Event, Stated, Trace, Working
from index.named import Named
from index.query.understanding import Understood
from index.rerank.rarity import Rarity
from index.types import Scope
from prompts.library import Prompt

EXTRACTIVE = "extractive-2"


@dataclass(frozen=True, slots=True)
class Policy:
    """How many passages are read, when to refuse, how many passages a refusal offers."""

    passages: int
    nearest: int
    refuse_below: float


@dataclass(frozen=True, slots=True)
class Parts:
    """What an answer is made with; `generator` and `prompt` are None for the extractive answerer alone.

    `named` tells what of the archive a question names, `rarity` how much its words say, `ended` which of some documents
    are no longer in force.
    """

    retrieve: Callable[[Understood, Scope, int], tuple[Source, ...]]
    named: Callable[[Understood, Scope], Named]
    rarity: Callable[[], Rarity]
    ended: Callable[[Collection[str], Scope], frozenset[str]]
    policy: Policy
    settings_sha: str
    index_version: str
    generator: Generator | None = None
    prompt: Prompt | None = None


@dataclass(frozen=True, slots=True)
class _Proposal:
    claims: tuple[Claim, ...]
    model: str
    notices: tuple[str, ...] = ()


def answer_events(said: Understood, scope: Scope, parts: Parts) -> Iterator[Event]:
    """Events of one answer, `Done` last. Statements are sent whole and verified; nothing else of an answer is sent."""
    clock = _Clock()
    yield Working("searching")
    sources = parts.retrieve(said, scope, parts.policy.passages)
    clock.lap("search")
    yield Working("composing")
    proposal = _proposal(said, scope, sources, parts)
    clock.lap("compose")
    yield Working("verifying")
    statements, citations, rejected = verify(proposal.claims, sources)
    if proposal.model != EXTRACTIVE and not statements and proposal.claims:
        proposal = _extractive(said, scope, sources, parts, "Ý trả lời của mô hình không có căn cứ nguyên văn")
        statements, citations, more = verify(proposal.claims, sources)
        rejected += more
    clock.lap("verify")
    for statement in statements:
        yield Stated(statement, tuple(citations[at] for at in statement.citations))
    refused = not citations
    nearest = sources[: parts.policy.nearest] if refused else ()
    trace = Trace(
        id=str(uuid.uuid4()),
        question=said.asked,
        scope=scope,
        settings_sha=parts.settings_sha,
        prompt_sha=parts.prompt.sha if parts.prompt and parts.generator else None,
        model=proposal.model,
        index_version=parts.index_version,
        passages=tuple(source.passage for source in sources),
        claims=proposal.claims,
        timings_ms=clock.laps_ms,
    )
    yield Done(
        Answer(
            question=said.asked,
            understood=said.words,
            statements=statements,
            citations=citations,
            rejected=rejected,
            refused=refused,
            nearest=tuple(found_of(source.hit, source.document, source.entry) for source in nearest),
            trace=trace,
            notices=(*proposal.notices, *_no_longer_in_force(citations, parts, scope)),
        )
    )


def _proposal(said: Understood, scope: Scope, sources: Sequence[Source], parts: Parts) -> _Proposal:
    if parts.generator is None or parts.prompt is None or not sources:
        return _extractive(said, scope, sources, parts)
    try:
        claims = claims_of(parts.generator.complete(rendered(parts.prompt, said.meaning, sources)))
    except ModelUnavailable as error:
        return _extractive(said, scope, sources, parts, str(error).rstrip("."))
    if claims is None:
        return _extractive(said, scope, sources, parts, "Mô hình trả lời không đúng khuôn dạng")
    return _Proposal(claims, parts.generator.name)


def _extractive(said: Understood, scope: Scope, sources: Sequence[Source], parts: Parts, why: str = "") -> _Proposal:
    named = parts.named(said, scope)
    if missing := [said.words[each.span.start : each.span.end] for each in named.missing]:
        return _Proposal((), EXTRACTIVE, (f"Văn bản được nêu không có {_listed(missing)}.",))
    ended = parts.ended({source.document.id for source in sources}, scope)
    choice = extract(said, sources, named, parts.rarity(), ended)
    sure = choice.confidence >= parts.policy.refuse_below
    notices = (f"{why}; dưới đây là nguyên văn các điều khoản liên quan nhất.",) if why else ()
    return _Proposal(choice.claims if sure else (), EXTRACTIVE, notices)


def _no_longer_in_force(citations: Sequence[Citation], parts: Parts, scope: Scope) -> tuple[str, ...]:
    names = {each.document_id: each.number or each.title or each.file for each in citations}
    ended = parts.ended(names, scope) if names else frozenset()
    return (f"Văn bản đã hết hiệu lực: {', '.join(sorted(names[key] for key in ended))}.",) if ended else ()


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)


class _Clock:
    """Milliseconds between laps, by name."""

    def __init__(self) -> None:
        self._last = time.perf_counter()
        self.laps_ms: dict[str, float] = {}

    def lap(self, name: str) -> None:
        now = time.perf_counter()
        self.laps_ms[name] = round((now - self._last) * 1000, 2)
        self._last = now
