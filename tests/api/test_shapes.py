"""The JSON that other programs rely on: keys as issue 2 lists them, more may be added."""

import datetime as dt
import json
from dataclasses import replace

import pytest

from api import shapes
from api.types import Answer, Citation, Claim, Rejected, Statement, Support, Trace
from index.ingestion import Failure, Summary
from index.types import Hit, Passage, Scope
from ingest.types import Document, Fact, Facts, Finding, Page, PageSource, Reference, Relation, Span, Target

HIT = {"file", "number", "title", "address", "page", "text", "score"}
CITATION = {"file", "number", "title", "address", "page", "quote"}
ANSWER = {"id", "question", "refused", "answer", "statements", "citations", "nearest", "trace", "latency_ms"}
SUMMARY = {"read", "unchanged", "replaced", "failed", "skipped", "findings", "documents", "passages", "seconds"}
SPAN = Span(0, 7)


@pytest.fixture
def found(sources_of_text):
    from api.answering.sources import found_of

    (source,) = sources_of_text("Bến cá mở cửa.")
    return found_of(source.hit, source.document, source.entry)


@pytest.fixture
def answer(found):
    passage = Passage("p", "d-0", SPAN, "Bến cá.", "21-NQ/TU")
    claim = Claim("Bến cá mở.", (Support(1, "Bến cá"),))
    citation = Citation("p", "d-0", SPAN, "Bến cá.", (2, 3), "Điều 1", "a.pdf", None, None)
    scope = Scope(1, frozenset({"b", "a"}), dt.date(2025, 1, 2))
    laps = {"search": 1.25, "verify": 0.5}
    trace = Trace("t", "Hỏi?", scope, "s", "p" * 16, "m", "1", (passage,), (claim,), laps)
    statements = (Statement("Bến cá mở.", (0,)), Statement("Mở cửa.", (0,)))
    return Answer("Hỏi?", "Hỏi?", statements, (citation,), (Rejected(claim, "r"),), False, (found,), trace, ("Lưu ý.",))


def serialised(shape):
    return json.loads(json.dumps(shape, ensure_ascii=False, allow_nan=False))


def test_an_answer_serialises_with_its_keys(answer):
    shape = serialised(shapes.answer_shape(answer))
    assert shape.keys() >= ANSWER
    assert shape["id"] == "t" and shape["answer"] == "Bến cá mở.\nMở cửa." and shape["latency_ms"] == 1.75
    assert shape["statements"] == [{"text": "Bến cá mở.", "citations": [0]}, {"text": "Mở cửa.", "citations": [0]}]
    assert shape["citations"][0].keys() >= CITATION and shape["citations"][0]["page"] == 2
    assert shape["citations"][0]["number"] is None and shape["citations"][0]["title"] is None
    assert shape["nearest"][0].keys() >= HIT
    assert shape["rejected"] == [{"text": "Bến cá mở.", "reason": "r"}] and shape["notices"] == ["Lưu ý."]
    assert shape["trace"]["scope"] == {"clearance": 1, "organisations": ["a", "b"], "as_of": "2025-01-02"}
    assert shape["trace"]["claims"] == [{"text": "Bến cá mở.", "supports": [{"source": 1, "quote": "Bến cá"}]}]


def test_evaluation_gives_the_answer_its_own_id(answer):
    assert shapes.answer_shape(answer, "q7")["id"] == "q7"


def test_a_plain_refusal_serialises(answer):
    refusal = replace(answer, statements=(), citations=(), refused=True)
    shape = serialised(shapes.answer_shape(refusal))
    assert shape["answer"] == "" and shape["statements"] == [] and shape["refused"] is True


def test_a_hit_has_an_address_and_a_page_or_null(found):
    shape = serialised(shapes.found_shape(found))
    assert shape.keys() >= HIT and shape["page"] is None and shape["address"]
    assert shape["text"] == "Bến cá mở cửa." and (shape["start"], shape["end"]) == (0, 14)
    assert shapes.found_shape(replace(found, pages=(4, 5)))["page"] == 4
    hit = Hit(found.hit.passage, 1 / 3, {"dense": 1 / 3})
    assert shapes.found_shape(replace(found, hit=hit))["score"] == 0.333333


def test_a_summary_has_its_keys():
    summary = Summary(
        1, 2, 3, [Failure("a.pdf", "empty_file", "Tệp rỗng.")], [("b.jpg", "not_a_document")], 4, 5, 6, 7.5
    )
    shape = serialised(shapes.summary_shape(summary))
    assert shape.keys() >= SUMMARY
    assert shape["failed"] == [{"file": "a.pdf", "code": "empty_file", "message": "Tệp rỗng."}]
    assert shape["skipped"] == [{"file": "b.jpg", "code": "not_a_document"}]
    assert (shape["read"], shape["unchanged"], shape["replaced"]) == (1, 2, 3)
    assert (shape["findings"], shape["documents"], shape["passages"], shape["seconds"]) == (4, 5, 6, 7.5)


def document():
    facts = Facts(
        number=Fact("21-NQ/TU", SPAN),
        issued_on=Fact(dt.date(2025, 3, 5), SPAN),
        recipients=Fact(("A", "B"), SPAN),
        secrecy=Fact(1, SPAN),
    )
    pages = (Page(1, SPAN, PageSource("ocr", 0.9), 595, 842),)
    references = (
        Reference(Target("57-NQ/TW", issued_on=dt.date(2024, 12, 22)), Relation.CAN_CU, SPAN),
        Reference(Target(kind="luật"), None, SPAN),
    )
    findings = (Finding("low_ocr", "Trang 1 mờ.", SPAN), Finding("no_number", "Không thấy số."))
    return Document("d-0", "Bến cá.", "application/pdf", facts, pages, (), references, findings)


def test_facts_have_every_name_and_null_where_not_found(found, sources_of_text):
    entry = sources_of_text("Bến cá.")[0].entry
    shape = serialised(shapes.facts_shape(document(), entry))
    assert shape.keys() >= {"file", "number", "kind", "issuer", "issued_on", "title", "signer"}
    assert shape["file"] == "a.txt" and shape["number"] == "21-NQ/TU" and shape["issued_on"] == "2025-03-05"
    assert shape["recipients"] == ["A", "B"] and shape["kind"] is None and shape["signer"] is None


def test_a_document_serialises(sources_of_text):
    source = sources_of_text("Điều 1. Bến cá.\n1. Mở cửa.")[0]
    whole = replace(document(), sections=source.document.sections)
    shape = serialised(shapes.document_shape(whole, replace(source.entry, issued_on=dt.date(2025, 3, 5))))
    assert shape["entry"]["issued_on"] == "2025-03-05"
    assert [section["level"] for section in shape["outline"]][:1] == ["dieu"]
    assert shape["pages"][0]["source"] == "ocr" and "words" not in shape["pages"][0]
    assert [reference["relation"] for reference in shape["references"]] == ["can_cu", None]
    assert shape["references"][0]["issued_on"] == "2024-12-22"
    assert [finding["start"] for finding in shape["findings"]] == [0, None]
