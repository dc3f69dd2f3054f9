"""Every failure, of ours and of the framework, has the one shape, and no response tells what went on inside."""

import pytest

from api.errors import ModelUnavailable
from index.errors import WordsUnavailable

JSON = {"content-type": "application/json"}
API = "/api/v1"
KNOWN = "a" * 64 + "-0"
PLAIN = "b" * 64 + "-0"


def assert_canonical_error(response, status, code):
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/json"
    assert "default-src 'none'" in response.headers["content-security-policy"]
    assert "Traceback" not in response.text
    body = response.json()
    assert list(body) == ["error"]
    assert set(body["error"]) <= {"code", "message", "details"}
    assert body["error"]["code"] == code
    assert body["error"]["message"].strip()
    for detail in body["error"].get("details", ()):
        assert set(detail) == {"field", "message"}


GETS = [
    ("/khong-co", 404, "not_found"),
    ("/static/khong-co.js", 404, "not_found"),
    (f"{API}/khong-co", 404, "not_found"),
    (f"{API}/ask", 405, "method_not_allowed"),
    (f"{API}/search", 422, "invalid_request"),
    (f"{API}/search?q=a&limit=0", 422, "invalid_request"),
    (f"{API}/search?q=a&limit=101", 422, "invalid_request"),
    (f"{API}/search?q=a&limit=x", 422, "invalid_request"),
    (f"{API}/search?q={'a' * 2001}", 422, "invalid_request"),
    (f"{API}/search?q=%FF", 400, "bad_encoding"),
    (f"{API}/search?q=%00", 400, "bad_character"),
    (f"{API}/documents?limit=201", 422, "invalid_request"),
    (f"{API}/documents?offset=-1", 422, "invalid_request"),
    (f"{API}/documents?offset=99999999999999999999", 422, "invalid_request"),
    (f"{API}/documents/khong-co", 404, "document_not_found"),
    (f"{API}/documents/%00", 400, "bad_character"),
    (f"{API}/documents/%FF", 400, "bad_encoding"),
    (f"{API}/documents/{'a' * 201}", 422, "invalid_request"),
    (f"{API}/documents/khong-co/text", 404, "document_not_found"),
    (f"{API}/documents/khong-co/original", 404, "document_not_found"),
    (f"{API}/documents/khong-co/pages/1", 404, "document_not_found"),
    (f"{API}/documents/khong-co/pages/1/image", 404, "document_not_found"),
    (f"{API}/documents/{KNOWN}/text?start=5", 422, "bad_span"),
    (f"{API}/documents/{KNOWN}/text?start=5&end=4", 422, "bad_span"),
    (f"{API}/documents/{KNOWN}/text?start=-1&end=4", 422, "invalid_request"),
    (f"{API}/documents/{KNOWN}/pages/0", 422, "invalid_request"),
    (f"{API}/documents/{KNOWN}/pages/3", 404, "page_not_found"),
    (f"{API}/documents/{KNOWN}/pages/x", 422, "invalid_request"),
    (f"{API}/documents/{PLAIN}/pages/1", 404, "page_not_found"),
    (f"{API}/documents/{KNOWN}/pages/9/image", 404, "page_not_found"),
    (f"{API}/documents/{KNOWN}/pages/1/image?width=99", 422, "invalid_request"),
    (f"{API}/documents/{KNOWN}/pages/1/image?width=2401", 422, "invalid_request"),
    (f"/documents/{KNOWN}?start=9&end=1", 422, "bad_span"),
    ("/search?page=x", 422, "invalid_request"),
    ("/search?q=a&page=0", 422, "invalid_request"),
    ("/passages/khong-co/like", 404, "passage_not_found"),
    (f"{API}/passages/khong-co/like", 404, "passage_not_found"),
    (f"{API}/passages/{'a' * 101}/like", 422, "invalid_request"),
    (f"{API}/search?q=a&format=docs", 422, "bad_filter"),
    (f"{API}/search?q=a&finding=empty_file", 422, "bad_filter"),
    (f"{API}/search?q=a&level=xom", 422, "bad_filter"),
    (f"{API}/search?q=a&validity=x", 422, "bad_filter"),
    (f"{API}/search?q=a&from=31/02/2024", 422, "bad_filter"),
    (f"{API}/search?q=a&from=2025&to=2024", 422, "bad_filter"),
    (f"{API}/search?q=a&kind={'a' * 201}", 422, "bad_filter"),
    (f"{API}/search?q=a&{'kind=a&' * 51}", 422, "bad_filter"),
    (f"{API}/search?q=a&page=0", 422, "invalid_request"),
    (f"{API}/search?q=a&page=-1", 422, "invalid_request"),
    (f"{API}/search?q=a&page={'9' * 5000}", 422, "invalid_request"),
    (f"{API}/search?q=a&order=khac", 422, "invalid_request"),
    (f"{API}/search?q=a&group=co", 422, "invalid_request"),
    (f"{API}/search/export?q=a", 422, "invalid_request"),
    (f"{API}/search/export?q=a&as=pdf", 422, "invalid_request"),
    (f"{API}/search/export?q=a&as=csv&format=x", 422, "bad_filter"),
]


@pytest.mark.parametrize(("url", "status", "code"), GETS)
def test_refused_gets(client, url, status, code):
    assert_canonical_error(client.get(url), status, code)


POSTS = [
    (b'{"question": "a"}', {}, 415, "unsupported_media_type"),
    (b'{"question": "a"}', {"content-type": "text/plain"}, 415, "unsupported_media_type"),
    (b"question=a", {"content-type": "application/x-www-form-urlencoded"}, 415, "unsupported_media_type"),
    (b"", JSON, 400, "bad_json"),
    (b"{", JSON, 400, "bad_json"),
    (b"\xff\xfe", JSON, 400, "bad_encoding"),
    (b"[" * 30_000, JSON, 400, "bad_json"),
    (b"1" * 6_000, JSON, 400, "bad_json"),
    (b"[]", JSON, 422, "invalid_request"),
    (b"null", JSON, 422, "invalid_request"),
    (b"{}", JSON, 422, "invalid_request"),
    (b'{"question": 1}', JSON, 422, "invalid_request"),
    (b'{"question": null}', JSON, 422, "invalid_request"),
    (b'{"question": "a", "scope": 3}', JSON, 422, "invalid_request"),
    (b'{"question": "a\\u0000b"}', JSON, 422, "bad_character"),
    (b'{"question": "\\ud800"}', JSON, 422, "bad_character"),
    (b'{"question": ""}', JSON, 422, "empty_question"),
    (b'{"question": "  "}', JSON, 422, "empty_question"),
    (b'{"question": "' + b"a" * 10_000 + b'"}', JSON, 422, "question_too_long"),
    (b'{"question": "' + b"a" * 70_000 + b'"}', JSON, 413, "body_too_large"),
    (b'{"question": "a"}', {**JSON, "origin": "http://evil.example"}, 403, "foreign_origin"),
    (b'{"question": "a"}', {**JSON, "origin": "null"}, 403, "foreign_origin"),
    (b'{"question": "a"}', {**JSON, "sec-fetch-site": "cross-site"}, 403, "foreign_origin"),
    (b'{"question": "a"}', {**JSON, "host": "evil.example"}, 400, "unknown_host"),
]


@pytest.mark.parametrize("accept", ["application/json", "text/event-stream"])
@pytest.mark.parametrize(("body", "headers", "status", "code"), POSTS)
def test_refused_questions(client, body, headers, status, code, accept):
    response = client.post(f"{API}/ask", content=body, headers={"accept": accept, **headers})
    assert_canonical_error(response, status, code)


def test_a_body_without_a_length_is_counted_as_it_comes(client):
    chunks = (b" " * 10_000 for _ in range(10))
    assert_canonical_error(client.post(f"{API}/ask", content=chunks, headers=JSON), 413, "body_too_large")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
@pytest.mark.parametrize("url", ["/", f"{API}/ask", f"{API}/documents", f"{API}/documents/{KNOWN}", "/static/icon.svg"])
def test_only_get_and_post(client, method, url):
    assert_canonical_error(client.request(method, url), 405, "method_not_allowed")


def test_the_unexpected_is_told_without_its_details(client, application, caplog):
    application.failure = RuntimeError("/home/secret/path")
    for response in (client.get(f"{API}/documents"), client.post(f"{API}/ask", json={"question": "a"})):
        assert_canonical_error(response, 500, "internal_error")
        assert "secret" not in response.text
    assert "/home/secret/path" in caplog.text


@pytest.mark.parametrize(
    ("failure", "status", "code"),
    [(ModelUnavailable("hết giờ"), 503, "model_unavailable"), (WordsUnavailable("x"), 503, "words_unavailable")],
)
def test_errors_of_every_folder_have_their_status(client, application, failure, status, code):
    application.failure = failure
    assert_canonical_error(client.get(f"{API}/search?q=a"), status, code)
    assert_canonical_error(client.post(f"{API}/ask", json={"question": "a"}), status, code)


def test_an_original_that_is_gone(client, application):
    application.original_path.unlink()
    assert_canonical_error(client.get(f"{API}/documents/{KNOWN}/original"), 404, "original_missing")


@pytest.mark.parametrize("url", ["/khong-co", "/documents/khong-co", f"/documents/{KNOWN}/pages/7", "/search?page=x"])
def test_a_browser_gets_a_page_instead(client, url):
    response = client.get(url, headers={"accept": "text/html,*/*"})
    assert response.status_code in (404, 422)
    assert response.headers["content-type"].startswith("text/html")
    assert 'role="alert"' in response.text


@pytest.mark.parametrize("page", ["0", "x", "-1"])
def test_for_a_person_a_page_that_cannot_be_is_not_there(client, page):
    response = client.get(f"/documents/{KNOWN}/pages/{page}", headers={"accept": "text/html"})
    assert response.status_code == 404
    assert "number" not in response.text
    assert_canonical_error(client.get(f"/documents/{KNOWN}/pages/{page}"), 422, "invalid_request")


def test_a_person_with_an_old_link_is_told_that_the_document_is_gone(client):
    gone = "9" * 64 + "-0"
    html = client.get(f"/documents/{gone}", headers={"accept": "text/html"}).text
    assert "đã được thay bằng bản mới" in html and gone not in html
    assert gone in client.get(f"{API}/documents/{gone}").text
    assert "“khong-co”" in client.get("/documents/khong-co", headers={"accept": "text/html"}).text


def test_even_the_last_resort_is_a_page_for_a_browser(client, application):
    application.failure = RuntimeError("x")
    response = client.get("/documents", headers={"accept": "text/html"})
    assert response.status_code == 500
    assert "Hệ thống gặp lỗi ngoài dự kiến" in response.text


def test_the_message_does_not_echo_markup(client):
    response = client.get("/documents/<script>x", headers={"accept": "text/html"})
    assert "<script>x" not in response.text
    assert "&lt;script&gt;x" in response.text
