"""A language model behind any OpenAI-compatible server, through llama-index. What it says is only proposed."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Sequence
from itertools import islice
from typing import Any, Protocol

from pydantic import BaseModel, ConfigDict, ValidationError

from api.answering.citing import MAX_QUOTE_CHARS
from api.answering.sources import Source
from api.errors import ModelUnavailable
from api.types import Claim, Support
from prompts.library import Prompt

# Braces of prose before the object; a reply of nothing else is given up.
_MAX_OPENINGS = 50


class Generator(Protocol):
    """One prompt in, the model's whole reply out. Raises ModelUnavailable when there is none in time."""

    @property
    def name(self) -> str: ...

    def complete(self, prompt: str) -> str: ...


class OpenAILikeGenerator:
    """llama-index's OpenAILike against `base_url`. `api_key` may be empty for servers that ask for none."""

    def __init__(self, base_url: str, model: str, api_key: str, timeout_s: float, max_tokens: int) -> None:
        self._arguments = {
            "api_base": base_url,
            "model": model,
            "api_key": api_key or "none",
            "timeout": timeout_s,
            "max_tokens": max_tokens,
            "temperature": 0.0,
            "is_chat_model": True,
            "max_retries": 1,
        }
        self._model: Any = None

    @property
    def name(self) -> str:
        return str(self._arguments["model"])

    def complete(self, prompt: str) -> str:
        from httpx import HTTPError
        from llama_index.core.llms import ChatMessage
        from llama_index.llms.openai_like import OpenAILike
        from openai import OpenAIError

        self._model = self._model or OpenAILike(**self._arguments)
        try:
            return str(self._model.chat([ChatMessage(role="user", content=prompt)]).message.content or "")
        except (OpenAIError, HTTPError, OSError, ValueError, TypeError, LookupError, AttributeError) as error:
            # The last four: a server that answers 200 with something else than a chat completion.
            raise ModelUnavailable(type(error).__name__) from error


class _Support(BaseModel):
    model_config = ConfigDict(extra="ignore")
    source: int
    quote: str


class _Claim(BaseModel):
    model_config = ConfigDict(extra="ignore")
    text: str
    supports: list[_Support]


class _Reply(BaseModel):
    model_config = ConfigDict(extra="ignore")
    claims: list[_Claim]


def rendered(prompt: Prompt, question: str, sources: Sequence[Source]) -> str:
    """The prompt with the passages fenced by a token that no document can know."""
    passages = [{"label": _label(source), "text": source.passage.text} for source in sources]
    fence = f"===={secrets.token_hex(8)}===="
    return prompt.render(passages=passages, fence=fence, question=question, max_quote_chars=MAX_QUOTE_CHARS)


def claims_of(reply: str) -> tuple[Claim, ...] | None:
    """The claims of a reply; None when it holds no object of the asked-for form. Text around the object is ignored.

    >>> claims_of('Đây: {"claims": []}')
    ()
    """
    for opening in islice(re.finditer(r"\{", reply), _MAX_OPENINGS):
        try:
            value, _ = json.JSONDecoder().raw_decode(reply, opening.start())
            json.dumps(value, ensure_ascii=False).encode()  # half a surrogate pair could be neither shown nor stored
            parsed = _Reply.model_validate(value)
        except (ValidationError, ValueError, RecursionError):
            continue
        return tuple(Claim(c.text, tuple(Support(s.source, s.quote) for s in c.supports)) for c in parsed.claims)
    return None


def _label(source: Source) -> str:
    return " — ".join(part for part in (source.entry.number, source.entry.title) if part) or source.entry.file
