"""Reading what a POST carries: size, type, encoding, shape; each with its own refusal."""

from __future__ import annotations

import json
from typing import Any, Literal
from urllib.parse import parse_qs

from fastapi import Request
from pydantic import BaseModel, ConfigDict, ValidationError

from api.web.errors import RequestRefused, details_of
from api.web.statuses import code_of, message_of
from index.query.understanding import Part

LARGEST_BYTES = 64 * 1024
JSON = "application/json"
FORM = "application/x-www-form-urlencoded"


class Asking(BaseModel):
    """The body of `POST /api/v1/ask`."""

    model_config = ConfigDict(strict=True, extra="forbid")

    question: str
    literal: list[Literal["dau", "viet-tat", "so-hieu", "phep-tim", "thoi-gian", "thong-tin"]] = []

    @property
    def parts(self) -> frozenset[Part]:
        """Parts of the question that are taken as typed."""
        return frozenset(map(Part, self.literal))


async def body_of(request: Request, media_type: str) -> str:
    """The whole body as text. 413 over 64 KB, 415 for another type, 400 where it is not UTF-8."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != media_type:
        raise RequestRefused(415, code_of(415), f"Nội dung gửi lên phải có kiểu {media_type}.")
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_BYTES:
            raise RequestRefused(413, code_of(413), f"Nội dung gửi lên vượt quá {LARGEST_BYTES // 1024} KB.")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RequestRefused(400, "bad_encoding", "Nội dung gửi lên không phải là UTF-8 hợp lệ.") from error


def clean(question: str) -> str:
    """The question, refused where it holds NUL or half a surrogate pair."""
    if "\0" in question or any("\ud800" <= letter <= "\udfff" for letter in question):
        raise RequestRefused(
            422, "bad_character", "Câu hỏi có ký tự không hợp lệ.", [{"field": "question", "message": "Có ký tự lạ."}]
        )
    return question


def parsed_json(body: str) -> Any:
    """400 for what is not JSON, and for what is nested or numbered beyond reason."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise RequestRefused(400, "bad_json", "Nội dung gửi lên không phải là JSON hợp lệ.") from error


async def question_of(request: Request) -> tuple[str, frozenset[Part]]:
    """The question of a JSON body, and the parts of it that are taken as typed."""
    try:
        asking = Asking.model_validate(parsed_json(await body_of(request, JSON)))
    except ValidationError as error:
        raise RequestRefused(422, code_of(422), message_of(422), details_of(error.errors())) from error
    return clean(asking.question), asking.parts


async def form_question(request: Request) -> tuple[str, frozenset[Part]]:
    """The question of the page's own form, with the browser's line breaks made plain; "" where there is none.

    And the parts of it that are taken as typed; a part that is none of ours is passed over.
    """
    try:
        fields = parse_qs(await body_of(request, FORM), errors="strict", max_num_fields=20)
    except ValueError as error:
        raise RequestRefused(400, "bad_encoding", "Nội dung gửi lên không đọc được.") from error
    literal = frozenset(part for part in Part if part.value in fields.get("literal", []))
    return clean(fields.get("question", [""])[0].replace("\r\n", "\n")), literal
