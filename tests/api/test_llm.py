"""What a language model's reply may look like, and a real client against a server on loopback."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from api.answering.answering import EXTRACTIVE, Parts, Policy, answer_events
from api.answering.fakes import reply_of
from api.answering.llm import OpenAILikeGenerator, claims_of, rendered
from api.errors import ModelUnavailable
from api.types import Claim, Support
from index.named import Named
from index.rerank.rarity import Rarity
from index.types import Scope
from prompts.library import load

CLAIM = Claim("Đạt 48.000 tấn.", (Support(1, "đạt 48.000 tấn"),))
GOOD = reply_of(CLAIM)
TEXT = "1. Sản lượng nuôi biển đạt 48.000 tấn."
QUESTION = "Sản lượng nuôi biển đạt bao nhiêu?"


@pytest.mark.parametrize(
    "reply",
    [
        GOOD,
        json.dumps(json.loads(GOOD), indent=2),
        f"Đây là câu trả lời:\n```json\n{GOOD}\n```\nChúc một ngày tốt lành {{:}}",
        f"<think>{{chưa rõ}} {{}} </think>{GOOD}",
        GOOD[:-1] + ', "thêm": 1}',
        GOOD.replace('"source": 1', '"source": "1", "page": 2'),
    ],
    ids=["plain", "indented", "in prose", "after thought", "more keys", "number as text"],
)
def test_claims_are_read_from_a_reply(reply):
    assert claims_of(reply) == (CLAIM,)


def test_no_claims_is_a_reply_too():
    assert claims_of(reply_of()) == ()


@pytest.mark.parametrize(
    "reply",
    [
        "",
        "Tôi không biết.",
        GOOD[:-2],
        "[]",
        '{"claims": null}',
        '{"claims": {"text": "a"}}',
        '{"claims": ["a"]}',
        '{"claims": [{"text": 5, "supports": []}]}',
        '{"claims": [{"text": "a", "supports": [{"source": 1}]}]}',
        '{"claims": [{"text": "a", "supports": [{"source": "một", "quote": "b"}]}]}',
        '{"claims": [{"text": "a", "supports": [{"source": 1.5, "quote": "b"}]}]}',
        '{"claims": [{"text": "\\ud800", "supports": []}]}',
        '{"a":' * 100_000,
        "{" * 100_000,
    ],
    ids=lambda reply: reply[:40] or "empty",
)
def test_anything_else_is_no_reply(reply):
    assert claims_of(reply) is None


def test_the_prompt_labels_passages_by_number_title_or_file(sources_of_text):
    prompt = rendered(load("answer"), QUESTION, sources_of_text(TEXT) + sources_of_text("Bến cá.", None, "b"))
    assert "21-NQ/TU — Nghề cá" in prompt and prompt.count("Nghề cá") == 2
    assert prompt.index("Đoạn 1") < prompt.index(TEXT) < prompt.index("Đoạn 2") < prompt.index("Bến cá.")
    assert TEXT in prompt and prompt.rstrip().endswith(QUESTION)


# A server on loopback ---------------------------------------------------------------------------------------------


def completion(content):
    message = {"role": "assistant", "content": content}
    return {
        "id": "1",
        "object": "chat.completion",
        "created": 1,
        "model": "m",
        "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
    }


class Server:
    """Answers /v1/chat/completions with `status` and `body` after `delay_s`; keeps what it was sent."""

    def __init__(self):
        self.status, self.body, self.delay_s, self.received, self.keys = 200, b"", 0.0, [], []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                outer.received.append((self.path, sent))
                outer.keys.append(self.headers["Authorization"])
                time.sleep(outer.delay_s)
                try:
                    self.send_response(outer.status)
                    self.send_header("Content-Type", "application/json")
                    self.send_header("Content-Length", str(len(outer.body)))
                    self.end_headers()
                    self.wfile.write(outer.body)
                except OSError:
                    pass  # the client went away

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_port}/v1"

    def close(self):
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@pytest.fixture
def server():
    server = Server()
    yield server
    server.close()


@pytest.fixture
def answered(sources_of_text, as_typed):
    """The answer over one passage by the model at a URL."""
    sources = sources_of_text(TEXT)

    def answer(url, timeout_s=5.0):
        parts = Parts(
            retrieve=lambda *_: sources,
            named=lambda said, scope: Named(),
            rarity=lambda: Rarity({}, {}, 0),
            ended=lambda ids, scope: frozenset(),
            policy=Policy(8, 2, 0.35),
            settings_sha="s",
            index_version="1",
            generator=OpenAILikeGenerator(url, "m", "khoa-bi-mat", timeout_s, 256),
            prompt=load("answer"),
        )
        return list(answer_events(as_typed(QUESTION), Scope(), parts))[-1].answer

    return answer


def assert_fell_back(answer):
    assert answer.trace.model == EXTRACTIVE and answer.text in TEXT and answer.text and not answer.refused
    (notice,) = answer.notices
    assert notice.endswith(".") and "khoa-bi-mat" not in notice


def test_a_good_reply_of_a_server_is_shown(server, answered):
    server.body = json.dumps(completion(GOOD)).encode()
    answer = answered(server.url)
    assert answer.text == CLAIM.text and answer.trace.model == "m" and answer.notices == ()
    ((path, sent),) = server.received
    assert path == "/v1/chat/completions" and server.keys == ["Bearer khoa-bi-mat"]
    assert (sent["model"], sent["temperature"], sent["max_tokens"]) == ("m", 0.0, 256)
    assert TEXT in sent["messages"][0]["content"] and len(sent["messages"]) == 1


def test_an_adversarial_reply_of_a_server_shows_nothing_of_it(server, answered):
    lies = [
        Claim("Đạt 99.000 tấn.", (Support(1, "đạt 99.000 tấn"),)),
        Claim("Đạt 98.000 tấn.", (Support(1, "đạt 48.000 tấn"),)),
        Claim("Đạt 48.000 tấn cá.", (Support(7, "đạt 48.000 tấn"),)),
    ]
    server.body = json.dumps(completion(reply_of(*lies))).encode()
    answer = answered(server.url)
    assert_fell_back(answer)
    assert [item.reason for item in answer.rejected] == ["quote_not_found", "number_not_in_quote", "unknown_source"]


@pytest.mark.parametrize(
    "body",
    [
        completion("Không phải JSON."),
        completion(None),
        {},
        [],
        "chữ",
        {"choices": []},
        {"choices": None},
        {"choices": [{}]},
        {"error": {"message": "hết bộ nhớ"}},
        None,
    ],
    ids=lambda body: json.dumps(body)[:40],
)
def test_a_malformed_reply_of_a_server_falls_back(server, answered, body):
    server.body = b"<html>" if body is None else json.dumps(body).encode()
    assert_fell_back(answered(server.url))


@pytest.mark.parametrize("status", [400, 401, 404, 500])
def test_a_refusing_server_falls_back(server, answered, status):
    server.status, server.body = status, b'{"error": {"message": "khoa-bi-mat"}}'
    assert_fell_back(answered(server.url))


def test_a_slow_server_falls_back_in_time(server, answered):
    server.delay_s, server.body = 1.0, json.dumps(completion(GOOD)).encode()
    answer = answered(server.url, timeout_s=0.1)
    assert_fell_back(answer)
    assert answer.trace.timings_ms["compose"] < 5000


def test_no_server_falls_back(server, answered):
    url = server.url
    server.close()
    try:
        assert_fell_back(answered(url))
        with pytest.raises(ModelUnavailable):
            OpenAILikeGenerator(url, "m", "", 0.5, 64).complete("?")
    finally:
        server._server.shutdown = server._server.server_close = lambda: None


def test_no_url_at_all_falls_back(answered):
    assert_fell_back(answered("khong-phai-dia-chi"))
