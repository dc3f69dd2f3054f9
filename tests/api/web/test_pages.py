"""The pages without a script: what they show, where they link, and that documents cannot become markup."""

import dataclasses
import re
from pathlib import Path

import pytest

import api.web
from api.understanding import Interpretation
from index.named import Place
from index.query.lexicon import Lexicon
from index.query.understanding import understood
from ingest.types import Fact, Span

PAGED, PLAIN = "a" * 64 + "-0", "b" * 64 + "-0"
KNOWN = "Ai chủ trì số hóa hồ sơ?"
WEB = Path(api.web.__file__).parent
PAGES = [
    "/",
    "/search",
    "/search?q=chuyen+doi",
    "/search?q=không có",
    "/search?q=không có&kind=luật&from=2024",
    "/search?q=chuyen+doi&kind=nghi+quyet&from=2024&order=ngay&page=2",
    "/search?q=a&from=32/13/2024",
    "/documents",
    "/documents?query=zzz",
    "/documents?offset=50",
    f"/documents/{PAGED}",
    f"/documents/{PLAIN}",
    f"/documents/{PLAIN}?start=20&end=60",
    f"/documents/{PAGED}/pages/1",
    f"/documents/{PAGED}/pages/2?start=0&end=9",
    "/help",
    "/api",
    "/khong-co",
]


def got(client, url):
    return client.get(url, headers={"accept": "text/html"})


@pytest.mark.parametrize("url", PAGES)
def test_every_page_is_whole(client, url):
    response = got(client, url)
    html = response.text
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert html.startswith('<!doctype html>\n<html lang="vi">')
    assert html.count("<h1") == 1
    assert html.rstrip().endswith("</html>")
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("url", [*PAGES, "/api/v1/health", "/static/js/page.js", "/api/v1/khong-co"])
def test_the_policy_is_on_every_response(client, url):
    headers = got(client, url).headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cache-control"]


@pytest.mark.parametrize("url", PAGES)
def test_nothing_inline_and_nothing_from_elsewhere(client, url):
    assert_no_inline(got(client, url).text)


@pytest.mark.parametrize("template", sorted((WEB / "templates").glob("*.html")), ids=lambda path: path.name)
def test_no_template_has_anything_inline(template):
    source = template.read_text("utf-8")
    assert_no_inline(source)
    assert "|safe" not in source.replace(" ", "")
    assert "autoescape" not in source


@pytest.mark.parametrize("module", sorted((WEB / "static/js").glob("*.js")), ids=lambda path: path.name)
def test_no_script_makes_markup_of_data(module):
    source = module.read_text("utf-8")
    for forbidden in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "new Function",
        "http://",
    ):
        assert forbidden not in source.replace("http://www.w3.org/2000/svg", "")


def assert_no_inline(html):
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=\"|javascript:", html)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", html))
    assert not re.search(r"(?:src|href|action)=\"(?:https?:)?//", html)


@pytest.mark.parametrize(
    "url",
    [
        "/documents",
        f"/documents/{PLAIN}",
        f"/documents/{PLAIN}?start=0&end=400",
        "/search?q=quy+chế+áp+dụng",
        "/search?q=<script>x",
        "/search?q=a&kind=<script>x&issuer=<script>x&from=<script>x",
    ],
)
def test_hostile_text_stays_text(client, url):
    html = got(client, url).text
    assert "<script>" not in html
    assert "<img src=x" not in html
    assert "{{ 7*7 }}" in html or "&lt;script&gt;x" in html


def test_hostile_text_stays_text_in_an_answer(client):
    for question in (KNOWN, "Bịa: <script>alert(1)</script>"):
        html = client.post("/", data={"question": question}).text
        assert "<script>" not in html
        assert "&lt;script&gt;" in html


def test_asking_without_a_script(client):
    html = client.post("/", data={"question": KNOWN}).text
    assert "Văn phòng Huyện ủy chủ trì số hóa toàn bộ hồ sơ lưu trữ lịch sử của huyện." in html
    assert re.search(r'<a class="chip" href="/documents/a{64}-0/pages/2\?start=\d+&amp;end=\d+"', html)
    assert re.search(r"<b>\[1\]</b> 12-NQ/HU, mục III.2 · tr. 2", html)
    assert "<blockquote>2. Văn phòng Huyện ủy chủ trì, phối hợp" in html
    assert "Chưa cấu hình mô hình ngôn ngữ" in html


def test_a_refusal_without_a_script(client):
    html = client.post("/", data={"question": "Ai xây cầu?"}).text
    assert "Không trả lời được" in html
    assert html.count('<article class="card">') == 2
    corrected = client.post("/", data={"question": "Vì sao bỏ tiền đề?"}).text
    assert "Văn bản nêu như sau" in corrected
    assert 'class="chip"' in corrected


@pytest.mark.parametrize("question", ["", "  ", "dài" * 1000])
def test_a_question_that_cannot_be_taken_is_given_back(client, question):
    response = client.post("/", data={"question": question}, headers={"accept": "text/html"})
    assert response.status_code == 422
    assert 'role="alert"' in response.text
    assert question in response.text


def test_a_form_must_be_a_form_and_ours(client):
    assert client.post("/", json={"question": "a"}).status_code == 415
    form = {"data": {"question": "a"}}
    assert client.post("/", **form, headers={"origin": "http://evil.example"}).status_code == 403
    assert client.post("/", **form, headers={"origin": "http://127.0.0.1:8000"}).status_code == 200
    assert (
        client.post(
            "/", content=b"question=%FF", headers={"content-type": "application/x-www-form-urlencoded"}
        ).status_code
        == 400
    )


def test_search_shows_how_the_words_were_read_and_how_to_undo_it(client, application):
    html = got(client, "/search?q=luu tru CĐS").text
    assert "Đang tìm “<b>lưu trữ CĐS</b>”" in html and "CĐS: chuyển đổi số." in html
    assert 'href="/search?q=luu+tru+C%C4%90S&amp;literal=dau"' in html
    html = got(client, "/search?q=luu tru CĐS&literal=dau").text
    assert "Đang tìm" not in html and "Đang giữ nguyên như đã gõ" in html
    assert 'href="/search?q=luu+tru+C%C4%90S&amp;literal=dau&amp;literal=viet-tat"' in html
    assert 'class="understood"' not in got(client, "/search?q=lưu trữ").text


def test_search_shows_what_is_demanded_and_left_out(client):
    html = got(client, '/search?q="quy chế" huyện -"dự thảo"').text
    assert "Chỉ lấy đoạn có “quy chế”; bỏ đoạn có “dự thảo”." in html and "literal=phep-tim" in html
    assert "Bỏ đoạn có “thảo”." in got(client, "/search?q=huyện -thảo").text
    assert "Chỉ lấy" not in got(client, '/search?q="quy chế"&literal=phep-tim').text
    assert "chỉ nêu phần phải loại ra" in got(client, '/search?q=-"không có"').text


def test_search_shows_what_is_named(client, application):
    said = understood("khoản 2 điều 5 của 12-NQ/HU và điều 9, nđ 99", Lexicon(), {})
    place = Place(PAGED, Span(3, 9))
    application.understand = lambda *_: Interpretation(
        said, (application.entries[0],), ((place, "khoản 2 Điều 5"),), ("nđ 99",), ("điều 9",)
    )
    html = got(client, "/search?q=x").text
    assert f'Ưu tiên <a href="/documents/{PAGED}">12-NQ/HU</a>: <a href="/documents/{PAGED}?start=3&amp;end=9' in html
    assert "Kho không có văn bản “nđ 99”." in html and "Văn bản được nêu không có “điều 9”." in html


def test_the_list_of_documents(client):
    html = got(client, "/documents").text
    assert "1–2 trong 2 văn bản" in html
    assert "15/03/2025" in html
    assert "Kho chưa có văn bản" not in html
    assert "Không có văn bản nào khớp" in got(client, "/documents?query=zzz").text


def test_an_empty_archive_says_what_to_do(client, application):
    application.entries = ()
    assert "Kho chưa có văn bản" in got(client, "/documents").text


def test_a_document_shows_what_is_known_of_it(client):
    html = got(client, f"/documents/{PAGED}").text
    for words in (
        "12-NQ/HU",
        "Nguyễn Thị Minh Hòa",
        "15/03/2025",
        "Không thấy trong văn bản",
        "Lưu ý khi đọc",
        "Căn cứ",
    ):
        assert words in html
    assert '<a href="#muc-3">III. Nhiệm vụ và giải pháp</a>' in html
    assert 'id="muc-3"' in html
    assert f'href="/documents/{PAGED}/pages/2"' in html
    assert f'href="/api/v1/documents/{PAGED}/original"' in html


def test_a_joint_document_names_all_who_issued_it_and_its_language(client, application):
    html = got(client, f"/documents/{PAGED}").text
    assert "Các cơ quan cùng ban hành" not in html and "Ngôn ngữ" not in html
    issuers = ("Bộ Tài chính", "Tổng cục Đê điều")
    facts = dataclasses.replace(
        application.paged.facts, joint_issuers=Fact(issuers, Span(0, 6)), language=Fact("vi+en", Span(0, 6))
    )
    application.known[PAGED] = dataclasses.replace(application.paged, facts=facts)
    html = got(client, f"/documents/{PAGED}").text
    assert "· Bộ Tài chính, Tổng cục Đê điều ·" in html
    assert ">Bộ Tài chính; Tổng cục Đê điều</a>" in html
    assert ">Song ngữ Việt – Anh</a>" in html


def test_a_document_marks_the_cited_words(client, application):
    start = application.plain.text.index("cho")
    html = got(client, f"/documents/{PLAIN}?start={start}&end={start + 3}").text
    assert '<mark id="trich-dan" tabindex="-1">cho</mark>' in html
    assert html.count("<mark") == 1


def test_marks_across_paragraphs_have_one_anchor(client):
    html = got(client, f"/documents/{PAGED}?start=0&end=40").text
    assert html.count("<mark") > 1
    assert html.count('id="trich-dan"') == 1


def test_a_page_draws_the_cited_words(client, application):
    start = application.paged.text.index("chủ trì, phối hợp")
    html = got(client, f"/documents/{PAGED}/pages/2?start={start}&end={start + 17}").text
    assert 'viewBox="0 0 595.0 842.0"' in html
    assert html.count('<rect class="highlight"') >= 1
    assert "<blockquote>chủ trì, phối hợp</blockquote>" in html
    assert "độ tin cậy 91%" in html
    assert f'rel="prev" href="/documents/{PAGED}/pages/1?start={start}&amp;end={start + 17}"' in html
    assert 'rel="next"' not in html
    elsewhere = got(client, f"/documents/{PAGED}/pages/1?start={start}&end={start + 17}").text
    assert "không nằm trên trang 1" in elsewhere


def test_every_link_of_ours_leads_somewhere(client):
    seen, waiting = (
        set(),
        [
            "/",
            "/documents",
            "/help",
            f"/documents/{PAGED}",
            f"/documents/{PLAIN}",
            "/search?q=a",
            f"/documents/{PAGED}/pages/1",
        ],
    )
    for url in waiting:
        for link in re.findall(r'(?:href|src)="(/[^"#]*)', got(client, url).text):
            seen.add(link.replace("&amp;", "&"))
    assert len(seen) > 15
    for link in sorted(seen):
        assert got(client, link).status_code == 200, link


def test_a_doubtful_citation_says_so_and_shows_its_page(client, application):
    assert 'class="doubt"' not in client.post("/", data={"question": KNOWN}).text
    application.doubt = "Trang 2 được quét quá mờ; hãy đối chiếu với ảnh trang trước khi dùng."
    html = client.post("/", data={"question": KNOWN}).text
    assert html.count(application.doubt) >= 1
    images = re.findall(r'<img src="([^"]+)"', html)
    assert images and all(client.get(image).headers["content-type"] == "image/png" for image in images)


def test_a_document_lists_its_other_copies(client, application):
    assert "Bản khác" not in got(client, f"/documents/{PAGED}").text
    assert client.get(f"/api/v1/documents/{PAGED}").json()["copies"] == []
    application.copied = True
    html = got(client, f"/documents/{PAGED}").text
    assert "Bản khác" in html and f'href="/documents/{PLAIN}"' in html and "<script>alert" not in html
    assert [copy["id"] for copy in client.get(f"/api/v1/documents/{PAGED}").json()["copies"]] == [PLAIN]
