"""What holds for every request and response, around all routes: hosts, origins, encodings, headers, last resort."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from urllib.parse import unquote_to_bytes, urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.web.errors import RequestRefused, failure
from api.web.statuses import code_of, message_of

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    # not no-referrer: that makes a browser send "Origin: null" with our own form
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}

log = logging.getLogger(__name__)


def host_name(authority: str) -> str:
    """The host of `host[:port]`, lower case; IPv6 keeps its brackets."""
    host, colon, port = authority.strip().lower().rpartition(":")
    return host if colon and port.isdigit() else authority.strip().lower()


def checked_host(request: Request, allowed: Sequence[str]) -> None:
    """Refuse a Host header that is not ours (DNS rebinding)."""
    if "*" not in allowed and host_name(request.headers.get("host", "")) not in allowed:
        raise RequestRefused(400, "unknown_host", "Tên máy chủ trong yêu cầu không nằm trong danh sách được phép.")


def checked_origin(request: Request) -> None:
    """Refuse a POST that another site made the browser send."""
    if request.method != "POST":
        return
    origin = request.headers.get("origin")
    foreign = origin is not None and urlsplit(origin).netloc.lower() != request.headers.get("host", "").lower()
    if foreign or request.headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
        raise RequestRefused(403, "foreign_origin", "Yêu cầu được gửi từ một trang khác nên không được chấp nhận.")


def checked_encoding(request: Request) -> None:
    """Refuse a path or query that is not UTF-8 or holds NUL; the framework would quietly replace them."""
    for raw in (request.scope.get("raw_path") or b"", request.scope.get("query_string") or b""):
        try:
            decoded = unquote_to_bytes(raw).decode("utf-8")
        except UnicodeDecodeError as error:
            raise RequestRefused(400, "bad_encoding", "Địa chỉ yêu cầu không phải là UTF-8 hợp lệ.") from error
        if "\0" in decoded:
            raise RequestRefused(400, "bad_character", "Địa chỉ yêu cầu có ký tự không được phép (NUL).")


class Guard:
    """ASGI middleware; outermost of ours, so that its headers are on every response, the last resort included."""

    def __init__(self, app: ASGIApp, allowed_hosts: Sequence[str] = LOOPBACK) -> None:
        self.app = app
        self.allowed_hosts = tuple(host.lower() for host in allowed_hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request, sender = Request(scope, receive), _Sender(send)
        try:
            checked_host(request, self.allowed_hosts)
            checked_origin(request)
            checked_encoding(request)
            await self.app(scope, receive, sender)
        except RequestRefused as refused:
            response = failure(request, refused.status_code, refused.code, refused.detail)
            await response(scope, receive, sender)
        except Exception:
            log.exception("%s %s failed", request.method, request.url.path)
            if sender.started:
                raise
            await failure(request, 500, code_of(500), message_of(500))(scope, receive, sender)


class _Sender:
    """`send` with the headers put on, remembering whether a response has begun."""

    def __init__(self, send: Send) -> None:
        self.send = send
        self.started = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.started = True
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
            headers.setdefault("Cache-Control", "private, no-cache")
        await self.send(message)
