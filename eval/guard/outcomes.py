"""What verification makes of scripted replies: which are shown, by kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from api.answering.citing import REASONS, verify
from api.answering.fakes import reply_of
from api.answering.llm import claims_of
from eval.guard.replies import Reply


@dataclass(frozen=True, slots=True)
class Outcome:
    """`reason` is the code why the claim is not shown, "" where it is; `words` what the reason is about."""

    reply: Reply
    reason: str
    words: str
    ms: float

    @property
    def is_right(self) -> bool:
        """Shown where honest, not shown where not."""
        return (self.reason == "") == self.reply.honest


def outcomes_of(replies: Iterable[Reply]) -> Iterator[Outcome]:
    """Every reply as the model's JSON, read and verified as in an answer."""
    for reply in replies:
        claims = claims_of(reply_of(reply.claim)) or ()
        started = perf_counter()
        _, _, rejected = verify(claims, reply.sources)
        ms = (perf_counter() - started) * 1000
        yield Outcome(reply, *((rejected[0].reason, rejected[0].words) if rejected else ("", "")), ms)


def shape(outcome: Outcome) -> Mapping[str, Any]:
    """One line of `wrong.jsonl`."""
    claim = outcome.reply.claim
    return {
        "kind": outcome.reply.kind,
        "honest": outcome.reply.honest,
        "shown": outcome.reason == "",
        "reason": outcome.reason,
        "words": outcome.words,
        "said": REASONS.get(outcome.reason, ""),
        "text": claim.text,
        "quotes": [support.quote for support in claim.supports],
        "original": outcome.reply.original,
    }
