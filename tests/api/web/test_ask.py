"""Asking: the answer as JSON, and as events that hold nothing but what was verified."""

import asyncio
import json
import threading

import pytest

from api.errors import ModelUnavailable
from api.web import schemas, sse

API = "/api/v1/ask"
KNOWN, REFUSED, FALSE_PREMISE = "Ai chủ trì số hóa hồ sơ?", "Ai xây cầu?", "Vì sao bỏ tiền đề?"
UNVERIFIED = "Câu này không có trong văn bản nào"


def events_of(text):
    for block in text.strip().split("\n\n"):
        if block.startswith(":"):
            continue
        name, data = block.split("\n")
        yield name.removeprefix("event: "), json.loads(data.removeprefix("data: "))


def streamed(client, question):
    response = client.post(API, json={"question": question}, headers={"accept": "text/event-stream"})
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/event-stream")
    assert response.headers["cache-control"] == "no-store"
    return list(events_of(response.text)), response.text


@pytest.mark.parametrize("question", [KNOWN, REFUSED, FALSE_PREMISE])
def test_the_answer_has_its_shape(client, question):
    body = client.post(API, json={"question": question}).json()
    answer = schemas.Answer.model_validate(body)
    assert answer.question == question
    assert answer.refused is (question != KNOWN)
    assert bool(answer.nearest) is answer.refused


def test_events_in_order(client):
    events, _ = streamed(client, KNOWN)
    assert [name for name, _ in events] == ["status", "status", "statement", "statement", "done"]
    assert events[0][1] == {"stage": "searching", "message": "Đang tìm trong kho văn bản…"}


def test_a_statement_is_whole_and_brings_its_citations(client):
    events, _ = streamed(client, KNOWN)
    answer = events[-1][1]
    stated = [data for name, data in events if name == "statement"]
    assert [each["text"] for each in stated] == [each["text"] for each in answer["statements"]]
    for each, whole in zip(stated, answer["statements"], strict=True):
        assert [citation["index"] for citation in each["citations"]] == whole["citations"]
        for citation in each["citations"]:
            assert schemas.Citation.model_validate(citation).quote == answer["citations"][citation["index"]]["quote"]


def test_a_refusal_streams_no_statement(client):
    events, _ = streamed(client, REFUSED)
    assert [name for name, _ in events] == ["status", "status", "done"]
    assert events[-1][1]["refused"] is True
    assert len(events[-1][1]["nearest"]) == 2


@pytest.mark.parametrize("question", [KNOWN, REFUSED])
def test_nothing_unverified_leaves(client, question):
    _, text = streamed(client, question)
    whole = client.post(API, json={"question": question}).text
    page = client.post("/", data={"question": question}).text
    for sent in (text, whole, page):
        assert UNVERIFIED not in sent
    assert json.loads(whole)["rejected"] == [{"reason": "quote_not_found"}]


def test_a_failure_before_the_first_event_is_a_plain_error(client):
    response = client.post(API, json={"question": " "}, headers={"accept": "text/event-stream"})
    assert response.status_code == 422
    assert response.json()["error"]["code"] == "empty_question"


@pytest.mark.parametrize(
    ("failure", "code"), [(ModelUnavailable("x"), "model_unavailable"), (KeyError("x"), "internal_error")]
)
def test_a_failure_half_way_ends_the_stream_with_the_error_shape(client, application, failure, code, caplog):
    def fail():
        raise failure

    application.gate = fail
    events, text = streamed(client, KNOWN)
    assert [name for name, _ in events] == ["status", "status", "statement", "error"]
    assert events[-1][1]["error"]["code"] == code
    assert "Traceback" not in text


def test_silence_is_bridged(client, application, monkeypatch):
    monkeypatch.setattr(sse, "BEAT_S", 0.01)
    application.gate = lambda: threading.Event().wait(0.05)
    _, text = streamed(client, KNOWN)
    assert "\n\n: \n\n" in text


def test_a_reader_who_leaves_ends_the_work(application):
    async def left_after_the_first_statement():
        events = application.ask_events(KNOWN, application.default_scope())
        stream = sse.frames(next(events), events)
        async for frame in stream:
            if frame.startswith(b"event: statement"):
                break
        await stream.aclose()
        for _ in range(200):
            if application.closed:
                return
            await asyncio.sleep(0.01)

    reached = []
    application.gate = lambda: reached.append(1)
    asyncio.run(left_after_the_first_statement())
    assert application.closed == 1
    assert len(reached) < 2


def test_the_whole_answer_is_not_a_stream_unless_asked_for(client):
    response = client.post(API, json={"question": KNOWN}, headers={"accept": "*/*"})
    assert response.headers["content-type"] == "application/json"


def test_a_question_without_accents_is_answered_and_says_how_it_was_read(client, application):
    body = {"question": "Co quan nao chu tri so hoa ho so?"}
    found = client.post(API, json=body).json()
    assert found["question"] == body["question"] and not found["refused"]
    assert found["understood"] == "Cơ quan nào chủ trì số hóa hồ sơ?"
    found = client.post(API, json=body | {"literal": ["dau"]}).json()
    assert found["understood"] == body["question"] and found["refused"]
    assert ("dau",) in application.literals
    assert client.post(API, json=body | {"literal": ["khac"]}).status_code == 422


def test_the_page_offers_to_ask_as_typed(client):
    page = client.post("/", data={"question": "Co quan nao chu tri so hoa ho so?"}).text
    assert "Câu hỏi được hiểu là “<b>Cơ quan nào chủ trì số hóa hồ sơ?</b>”" in page
    assert 'name="literal" value="dau"' in page
    page = client.post("/", data={"question": "Co quan nao chu tri so hoa ho so?", "literal": "dau"}).text
    assert "được hiểu là" not in page
