"""A deterministic stand-in for the language model: scripted replies, no network."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field

from api.errors import ModelUnavailable
from api.types import Claim


@dataclass(slots=True)
class FakeGenerator:
    """A `Generator` that gives `replies` in order, the last one again and again; an error among them is raised.

    Without replies it is a model that is not there. `prompts` keeps what it was asked.

    >>> FakeGenerator(["một", "hai"]).complete("?")
    'một'
    """

    replies: Sequence[str | ModelUnavailable] = ()
    name: str = "fake-generator"
    prompts: list[str] = field(default_factory=list, init=False)

    def complete(self, prompt: str) -> str:
        """See `api.answering.llm.Generator.complete`."""
        self.prompts.append(prompt)
        if not self.replies:
            raise ModelUnavailable("không có mô hình")
        reply = self.replies[min(len(self.prompts), len(self.replies)) - 1]
        if isinstance(reply, ModelUnavailable):
            raise reply
        return reply


def reply_of(*claims: Claim) -> str:
    """A reply of the asked-for form that proposes these claims.

    >>> reply_of()
    '{"claims": []}'
    """
    proposed = [
        {"text": claim.text, "supports": [{"source": s.source, "quote": s.quote} for s in claim.supports]}
        for claim in claims
    ]
    return json.dumps({"claims": proposed}, ensure_ascii=False)
