"""question + Scope → hits → claims → verify → Answer, as events. The one place where an answer is made."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from api.answering.citing import verify
from api.answering.extract import Choice, Similarities, Weights, extract
from api.answering.llm import Generator, claims_of, rendered
from api.answering.sources import Source, found_of
from api.errors import ModelUnavailable
from api.types import Answer, Claim, Done, Event, Stated, Trace, Working
from index.query.understanding import Understood
from index.types import Scope
from prompts.library import Prompt

EXTRACTIVE = "extractive-1"


@dataclass(frozen=True, slots=True)
class Policy:
    """How many passages are read, when to refuse, how many passages a refusal offers."""

    passages: int
    nearest: int
    refuse_below: float
    weights: Weights


@dataclass(frozen=True, slots=True)
class Parts:
    """What an answer is made with; `generator` and `prompt` are None for the extractive answerer alone."""

    retrieve: Callable[[Understood, Scope, int], tuple[Source, ...]]
    similarities: Similarities
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
    question = said.meaning
    yield Working("searching")
    sources = parts.retrieve(said, scope, parts.policy.passages)
    clock.lap("search")
    yield Working("composing")
    proposal = _proposal(question, sources, parts)
    clock.lap("compose")
    yield Working("verifying")
    statements, citations, rejected = verify(proposal.claims, sources)
    if proposal.model != EXTRACTIVE and not statements and proposal.claims:
        proposal = _extractive(question, sources, parts, "Ý trả lời của mô hình không có căn cứ nguyên văn")
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
            notices=proposal.notices,
        )
    )


def _proposal(question: str, sources: Sequence[Source], parts: Parts) -> _Proposal:
    if parts.generator is None or parts.prompt is None or not sources:
        return _extractive(question, sources, parts)
    try:
        claims = claims_of(parts.generator.complete(rendered(parts.prompt, question, sources)))
    except ModelUnavailable as error:
        return _extractive(question, sources, parts, str(error).rstrip("."))
    if claims is None:
        return _extractive(question, sources, parts, "Mô hình trả lời không đúng khuôn dạng")
    return _Proposal(claims, parts.generator.name)


def _extractive(question: str, sources: Sequence[Source], parts: Parts, why: str = "") -> _Proposal:
    choice: Choice = extract(question, sources, parts.similarities, parts.policy.weights)
    sure = choice.confidence >= parts.policy.refuse_below
    notices = (f"{why}; dưới đây là nguyên văn các điều khoản liên quan nhất.",) if why else ()
    return _Proposal(choice.claims if sure else (), EXTRACTIVE, notices)


class _Clock:
    """Milliseconds between laps, by name."""

    def __init__(self) -> None:
        self._last = time.perf_counter()
        self.laps_ms: dict[str, float] = {}

    def lap(self, name: str) -> None:
        now = time.perf_counter()
        self.laps_ms[name] = round((now - self._last) * 1000, 2)
        self._last = now
