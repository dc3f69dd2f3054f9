"""Searching at the web's doors: filters, groups, orders, pages, reasons, exports, and passages like one."""

import csv
import io
import re
from html import unescape
from urllib.parse import quote

import pytest

from api.understanding import Interpretation
from api.web import schemas
from index.filters import Filter
from index.query.lexicon import Lexicon
from index.query.understanding import understood

API = "/api/v1"
PAGED, PLAIN = "a" * 64 + "-0", "b" * 64 + "-0"


def got(client, url):
    return client.get(url, headers={"accept": "text/html"})


def hits(client, **parameters):
    response = client.get(f"{API}/search", params={"q": "chủ trì số hóa", **parameters})
    assert response.status_code == 200, response.text
    return schemas.Hits.model_validate(response.json())


def links(html, words=""):
    found = re.findall(r'<a[^>]*href="([^"]+)"[^>]*>(.*?)</a>', html, re.DOTALL)
    return [unescape(url) for url, inside in found if words in unescape(re.sub("<[^>]+>", "", inside))]


# HTTP ----------------------------------------------------------------------------------------------------------------


def test_a_plain_search_looks_no_further_than_its_limit(client, application):
    body = hits(client, limit=2)
    assert [hit.document_id for hit in body.hits] == [PAGED, PLAIN]
    assert (body.total.looked_at, body.documents, body.facets, body.filter) == (2, [], None, {})
    assert application.requests[-1].where == Filter() and application.requests[-1].looked_at == 2


def test_a_hit_says_why_it_is_there(client):
    first, second, *_ = hits(client, q="van phong huyen uy chủ trì xây cầu").hits
    assert first.why.words[0].text == "Văn phòng Huyện ủy chủ trì"
    for hit in (first, second):
        assert all(hit.text[word.start : word.end] == word.text for word in hit.why.words)
    assert first.why.missing == ["cầu"] and first.why.ranks == {"dense": 1, "sparse": 1}
    assert second.why.ranks["sparse"] == 2 and first.legs["dense"] == 0.8
    assert first.citation == (
        "Nghị quyết số 12-NQ/HU ngày 15/03/2025 của HUYỆN ỦY BÌNH AN về đẩy mạnh chuyển đổi số, khoản 2 Điều 3, tr. 2"
    )


def test_filters_are_read_and_told_back(client, application):
    body = hits(
        client, kind=["Nghi quyet", "", "LUẬT"], **{"from": "2024", "to": "3/2025"}, format="pdf", on="1/6/2025"
    )
    assert body.filter == {
        "kind": ["luật", "nghị quyết"],
        "format": ["pdf"],
        "from": ["2024-01-01"],
        "to": ["2025-03-31"],
        "on": ["2025-06-01"],
    }
    assert {hit.document_id for hit in body.hits} == {PAGED}
    assert application.requests[-1].where.kinds == {"luật", "nghị quyết"}


def test_an_unknown_value_is_refused_with_the_list_of_those_there_are(client):
    for name, value, allowed in (
        ("format", "docs", "slides"),
        ("finding", "empty_file", "low_ocr_confidence"),
        ("level", "xom", "trung-uong"),
        ("validity", "con", "het-hieu-luc"),
    ):
        error = client.get(f"{API}/search", params={"q": "a", name: value}).json()["error"]
        assert error["code"] == "bad_filter" and f"“{value}”" in error["message"] and allowed in error["message"]
        assert error["details"] == [{"field": name, "message": error["message"]}]
    error = client.get(f"{API}/search", params={"q": "a", "order": "x"}).json()["error"]
    assert error["details"] == [{"field": "order", "message": "Chỉ nhận: 'lien-quan', 'ngay', 'so'."}]


def test_groups_and_facets_are_given_when_asked_for(client):
    body = hits(client, group=True, facets=True, limit=1)
    assert [(each["id"], each["found"] > 2) for each in body.documents] == [(PAGED, True)]
    assert [hit.passage_id for hit in body.hits] == body.documents[0]["hits"] and len(body.hits) == 3
    assert (body.total.documents, body.pages, body.total.is_all) == (2, 2, True)
    assert [(each.value, each.documents) for each in body.facets.kinds] == [("nghị quyết", 1)]
    second = hits(client, group=True, limit=1, page=2)
    assert [each["id"] for each in second.documents] == [PLAIN] and second.facets is None
    assert hits(client, group=True, page=9).documents == []
    assert hits(client, facets=True, kind="luật").without == {"kind": 2}


def test_pages_neither_repeat_nor_leave_out(client):
    whole = [hit.passage_id for hit in hits(client, page=1, limit=100).hits]
    paged = [hit.passage_id for page in range(1, 9) for hit in hits(client, page=page, limit=2).hits]
    assert paged == whole and len(set(whole)) == len(whole) > 4
    assert hits(client, page=10**9).hits == []


def test_the_last_of_repeated_parameters_counts(client, application):
    client.get(f"{API}/search?q=a&q=b&limit=3&limit=4&order=so&order=ngay")
    assert (application.requests[-1].query, application.requests[-1].per_page) == ("b", 4)
    assert application.requests[-1].order == "ngay"


@pytest.mark.parametrize("form", ["csv", "json", "citations", "bibtex"])
def test_a_result_can_be_taken_away(client, form):
    response = client.get(f"{API}/search/export", params={"q": "chủ trì", "as": form})
    assert response.status_code == 200 and "12-NQ/HU" in response.content.decode("utf-8-sig")
    ending = {"citations": "txt", "bibtex": "bib"}.get(form, form)
    assert response.headers["content-disposition"] == f'attachment; filename="ket-qua-tim-kiem.{ending}"'
    assert response.headers["content-type"].endswith("charset=utf-8")
    assert response.headers["x-content-type-options"] == "nosniff"


def test_the_table_has_every_passage_and_follows_the_filter(client):
    text = client.get(f"{API}/search/export", params={"q": "chủ trì", "as": "csv"}).content.decode()
    assert text.startswith('\ufeffThứ tự,"Số, ký hiệu",Loại văn bản')
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert len(rows) == len(hits(client, q="chủ trì", page=1, limit=100).hits)
    assert rows[0]["Ngày ban hành"] == "15/03/2025" and rows[0]["Trang"] == "2"
    few = client.get(f"{API}/search/export", params={"q": "chủ trì", "as": "csv", "kind": "luật"}).text
    assert few.count("\r\n") == 1
    assert client.get(f"{API}/search/export", params={"q": "a", "as": "citations", "kind": "luật"}).text == ""


def test_passages_like_one(client):
    first = hits(client).hits[0]
    body = client.get(f"{API}/passages/{first.passage_id}/like", params={"limit": 2}).json()
    found = schemas.Like.model_validate(body)
    assert found.passage.passage_id == first.passage_id and len(found.hits) == 2
    assert first.passage_id not in [hit.passage_id for hit in found.hits]
    html = got(client, f"/passages/{first.passage_id}/like").text
    assert html.count('<article class="card">') > 2 and "<script>" not in html


ODD = [
    "🐟" * 400,
    "\u202e\u200b\u0001",
    "'; DROP TABLE documents; --",
    "%_*?[\\",
    "{{ 7*7 }}",
    '"',
    "-",
    "~9",
    "ກຂ עב 漢",
]


@pytest.mark.parametrize("query", ODD)
def test_odd_queries_are_just_queries(client, query):
    for url in (
        f"{API}/search?q={quote(query)}&group=1&facets=1",
        f"/search?q={quote(query)}&issuer={quote(query[:200])}",
    ):
        assert got(client, url).status_code == 200


# The page ------------------------------------------------------------------------------------------------------------


def test_the_page_groups_results_and_marks_their_words(client):
    html = got(client, "/search?q=van phong huyen uy").text
    assert html.count('<article class="doc">') == 2
    assert "<mark>Văn phòng Huyện ủy</mark>" in html
    assert re.search(r"<summary>\d nơi khác trong văn bản này</summary>", html)
    assert "Vì sao có kết quả này" in html and "Theo từ ngữ: đứng thứ 1 trong" in html and "độ gần 0,80" in html
    assert links(html, "Đoạn tương tự")[0].startswith("/passages/")
    assert "2 văn bản" in html


def test_every_choice_is_a_link_that_keeps_the_others(client):
    asked = '/search?q="chủ trì" %26 x&from=2024&order=ngay&literal=dau'
    (year,) = links(got(client, asked).text, "Năm 2025")
    assert year == ("/search?q=%22ch%E1%BB%A7+tr%C3%AC%22+%26+x&from=2025-01-01&to=2025-12-31&order=ngay&literal=dau")
    html = got(client, f"{asked}&kind=nghị quyết").text
    (kind,) = links(html, "đang chọn, bấm để bỏ")
    assert "kind=" not in kind and "from=2024-01-01" in kind and "order=ngay" in kind
    assert any("order=so" in url and "kind=" in url for url in links(html, "Số, ký hiệu"))
    (table,) = links(html, "Bảng (CSV)")
    assert table.startswith("/api/v1/search/export?q=") and "kind=" in table and table.endswith("as=csv")
    for url in {year, kind, table, *links(html, "Bỏ lọc")}:
        assert client.get(url).status_code == 200


def test_a_value_that_all_documents_have_is_no_choice(client):
    assert "Năm 2025" in got(client, "/search?q=a").text
    assert "Năm 2025" not in got(client, "/search?q=a&kind=nghị quyết").text
    assert links(got(client, "/search?q=a&from=2025&to=2025&kind=nghị quyết").text, "Năm 2025")


def test_chips_take_back_one_condition_each(client):
    html = got(client, "/search?q=a&kind=nghị quyết&format=pdf&from=2025&to=2025").text
    chips = re.findall(r'<a class="chip" href="([^"]+)">(.*?)</a>', html)
    assert [unescape(re.sub("<[^>]+>", "", text)) for _, text in chips] == [
        "Bỏ lọc Loại văn bản: Nghị quyết ✕",
        "Bỏ lọc Định dạng tệp: PDF ✕",
        "Bỏ lọc Ngày ban hành: năm 2025 ✕",
    ]
    assert "kind=" not in chips[0][0] and "format=pdf" in chips[0][0] and "from=" not in chips[2][0]
    assert links(html, "Bỏ hết") == ["/search?q=a"]


def test_another_query_keeps_the_filter(client):
    html = got(client, "/search?q=a&kind=nghị quyết&from=2025&finding=low_ocr_confidence&order=so").text
    form = re.search(r'<form class="seek".*?</form>', html, re.DOTALL)[0]
    assert dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]+)">', form)) == {
        "kind": "nghị quyết",
        "from": "2025-01-01",
        "finding": "low_ocr_confidence",
        "order": "so",
    }


def test_an_empty_result_says_which_condition_to_drop(client):
    html = got(client, "/search?q=không có&kind=luật&from=2024").text
    assert "Không tìm thấy đoạn văn bản nào" in html and "Không văn bản nào thoả mọi điều kiện lọc" in html
    (url,) = links(html, "Bỏ Loại văn bản: Luật")
    assert "kind=" not in url and "from=2024-01-01" in url
    assert links(html, "Bỏ mọi điều kiện lọc") == ["/search?q=kh%C3%B4ng+c%C3%B3"]
    plain = got(client, "/search?q=không có").text
    assert "danh mục văn bản" in plain and "điều kiện lọc" not in plain


def test_a_page_beyond_the_last_leads_back(client):
    html = got(client, "/search?q=a&page=1000000000").text
    assert "Danh sách chỉ có 1 trang" in html and links(html, "Về trang đầu") == ["/search?q=a"]


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("/search?q=cá&from=31/2/2024", "“31/2/2024” không phải là ngày"),
        ("/search?q=cá&from=2025&to=2024", "sau ngày kết thúc"),
        ("/search?q=cá&format=docs", "không có giá trị “docs”. Chỉ nhận: pdf"),
        (f"/search?q={'cá ' * 3000}", "vượt giới hạn 2000"),
    ],
)
def test_what_cannot_be_taken_is_told_above_the_form(client, url, told):
    response = got(client, url)
    assert response.status_code == 422 and 'role="alert"' in response.text and told in response.text
    assert 'value="cá' in response.text and "Traceback" not in response.text
    assert '<input id="tu" name="from"' in response.text


def test_what_is_right_beside_what_is_wrong_is_kept(client):
    html = got(client, "/search?q=cá&from=31/2/2024&to=2025&kind=luật").text
    assert 'name="from" value="31/2/2024"' in html and 'name="to" value="2025"' in html
    assert '<input type="hidden" name="kind" value="luật">' in html


def test_hostile_values_stay_text(client):
    hostile = quote('"><script>alert(1)</script>')
    for name in ("q", "kind", "issuer", "topic", "from", "format"):
        html = got(client, f"/search?q=a&{name}={hostile}").text
        assert "<script>alert" not in html and "&lt;script&gt;" in html


def test_what_may_have_been_meant_is_a_link_that_keeps_the_filter(client, application):
    said = understood("chuyển đỗi số", Lexicon(), {})
    application.understand = lambda *_: Interpretation(said, suggested='chuyển đổi "số"')
    html = got(client, "/search?q=chuyển đỗi số&kind=luật").text
    assert links(html, 'chuyển đổi "số"') == [
        f"/search?q=chuy{quote('ể')}n+{quote('đổ')}i+%22s{quote('ố')}%22&kind=lu{quote('ậ')}t"
    ]
    body = client.get(f"{API}/search", params={"q": "a"}).json()
    assert schemas.Hits.model_validate(body).understood.suggested == 'chuyển đổi "số"'
