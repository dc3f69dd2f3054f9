"""The JSON routes: what they give, as the schemas of OpenAPI say."""

import pytest
from starlette.testclient import TestClient

from api.web import schemas
from api.web.app import create_app
from index.types import Scope

API = "/api/v1"
PAGED, PLAIN = "a" * 64 + "-0", "b" * 64 + "-0"
QUOTE = "2. Văn phòng Huyện ủy chủ trì"


def test_health(client):
    body = client.get(f"{API}/health").json()
    assert body["status"] == "ok"
    assert isinstance(body["warm"], bool)
    assert body["version"]


def test_the_application_is_built_at_start_and_warmed(application):
    built = []
    web = create_app(lambda: built.append(1) or application, allowed_hosts=["*"])
    assert not built
    with TestClient(web) as client:
        assert client.get(f"{API}/health").status_code == 200
    assert built == [1]
    assert application.warmed == 1


def test_a_failed_warming_does_not_stop_the_server(application, caplog):
    application.warm = lambda: 1 / 0
    with TestClient(create_app(lambda: application, allowed_hosts=["*"])) as client:
        assert client.get(f"{API}/health").json()["warm"] is False


def test_a_failed_build_stops_the_start(application):
    with pytest.raises(ZeroDivisionError), TestClient(create_app(lambda: 1 / 0)):
        pass


def test_documents(client):
    body = client.get(f"{API}/documents", params={"limit": 1, "offset": 0}).json()
    assert schemas.Documents.model_validate(body).total == 2
    assert [entry["number"] for entry in body["documents"]] == ["12-NQ/HU"]
    assert client.get(f"{API}/documents", params={"query": "12-nq"}).json()["total"] == 1
    assert client.get(f"{API}/documents", params={"offset": 9}).json()["documents"] == []


def test_document(client):
    body = schemas.Document.model_validate(client.get(f"{API}/documents/{PAGED}").json())
    assert body.entry.id == PAGED
    assert body.facts["issued_on"] == "2025-03-15"


def test_text_whole_and_in_part(client, application):
    text = application.paged.text
    body = client.get(f"{API}/documents/{PAGED}/text").json()
    assert schemas.Text.model_validate(body).text == text
    part = client.get(f"{API}/documents/{PAGED}/text", params={"start": 3, "end": 9}).json()
    assert (part["text"], part["length"]) == (text[3:9], len(text))
    beyond = client.get(f"{API}/documents/{PAGED}/text", params={"start": len(text) - 2, "end": len(text) + 9}).json()
    assert (beyond["text"], beyond["end"]) == (text[-2:], len(text))
    assert client.get(f"{API}/documents/{PAGED}/text", params={"start": 10**9, "end": 10**9}).json()["text"] == ""


def test_page_with_boxes_of_the_asked_words(client, application):
    start = application.paged.text.index(QUOTE)
    span = {"start": start, "end": start + len(QUOTE)}
    page = schemas.Page.model_validate(client.get(f"{API}/documents/{PAGED}/pages/2", params=span).json())
    assert (page.number, page.pages, page.source.kind, page.source.confidence) == (2, 2, "ocr", 0.914)
    assert len(page.boxes) == 1
    assert 0 <= page.boxes[0].left < page.boxes[0].right <= page.width
    other = client.get(f"{API}/documents/{PAGED}/pages/1", params=span).json()
    assert other["boxes"] == []
    assert client.get(f"{API}/documents/{PAGED}/pages/2").json()["boxes"] == []


def test_page_image(client):
    response = client.get(f"{API}/documents/{PAGED}/pages/1/image", params={"width": 200})
    assert response.headers["content-type"] == "image/png"
    assert response.headers["cache-control"].startswith("private")
    assert response.content.startswith(b"\x89PNG")


def test_original_is_offered_for_saving_under_its_name(client):
    response = client.get(f"{API}/documents/{PAGED}/original")
    assert response.content == b"%PDF-1.7 fake"
    assert response.headers["content-disposition"].startswith("attachment; filename*=utf-8''Ngh%E1%BB%8B")


def test_search(client):
    body = schemas.Hits.model_validate(client.get(f"{API}/search", params={"q": "chủ trì", "limit": 2}).json())
    assert [hit.page for hit in body.hits] == [2, None]
    assert client.get(f"{API}/search", params={"q": " "}).json() == {"query": " ", "understood": None, "hits": []}


def test_search_tells_how_the_query_was_read_and_takes_it_back(client, application):
    params = {"q": "luu tru va CĐS"}
    read = schemas.Hits.model_validate(client.get(f"{API}/search", params=params).json()).understood
    assert (read.asked, read.words, read.literal) == ("luu tru va CĐS", "lưu trữ va CĐS", [])
    assert [(each.typed, each.meanings) for each in read.abbreviations] == [("CĐS", ["chuyển đổi số"])]
    body = client.get(f"{API}/search", params=params | {"literal": ["viet-tat", "dau"]}).json()["understood"]
    assert (body["words"], body["abbreviations"], body["literal"]) == ("luu tru va CĐS", [], ["dau", "viet-tat"])
    assert application.requests[-1].literal == {"viet-tat", "dau"}
    assert client.get(f"{API}/search", params=params | {"literal": "khac"}).status_code == 422


def test_every_reading_is_within_the_readers_scope(client, application):
    application.default_scope = lambda: Scope(clearance=1)
    for url in (
        "documents",
        f"documents/{PAGED}",
        f"documents/{PAGED}/text",
        f"documents/{PAGED}/pages/1",
        "search?q=a",
        "search/export?q=a&as=csv",
        "passages/x/like",
    ):
        client.get(f"{API}/{url}")
    pages = ("/", "/search?q=a&kind=luật", "/passages/x/like", "/documents")
    for url in (*pages, f"/documents/{PAGED}", f"/documents/{PAGED}/pages/1"):
        client.get(url)
    client.post(f"{API}/ask", json={"question": "a"})
    assert set(application.scopes) == {Scope(clearance=1)}


def test_openapi_describes_every_route_and_asks_nothing_of_others(client):
    described = client.get(f"{API}/openapi.json").json()
    assert set(described["paths"]) == {
        f"{API}{path}"
        for path in (
            "/health",
            "/documents",
            "/documents/{document_id}",
            "/documents/{document_id}/text",
            "/documents/{document_id}/pages/{number}",
            "/documents/{document_id}/pages/{number}/image",
            "/documents/{document_id}/original",
            "/search",
            "/search/export",
            "/passages/{passage_id}/like",
            "/ask",
        )
    }
    assert "Asking" in str(described["paths"][f"{API}/ask"]["post"]["requestBody"])
    assert "HTTPValidationError" not in str(described["paths"])
    assert client.get("/docs").status_code == client.get("/redoc").status_code == 404
