"""Result lists to take away, over the fakes."""

import csv
import io
import json

import pytest

from api.search_export import ExportForm, exported
from api.searching import SearchRequest
from index.types import Scope


@pytest.fixture
def page(reading):
    return reading.search_page(SearchRequest("phí neo đậu", groups=False, per_page=50), Scope())


def test_a_row_a_passage(page):
    made = exported(page, ExportForm.CSV)
    rows = list(csv.DictReader(io.StringIO(made.text.removeprefix("\ufeff"), newline="")))
    assert (made.media_type, made.ending) == ("text/csv", "csv") and len(rows) == page.total_passages
    assert rows[0]["Thứ tự"] == "1" and rows[0]["Số, ký hiệu"] == "77/2025/QĐ-UBND" and rows[0]["Trang"] == ""
    assert rows[0]["Ngày ban hành"] == "02/05/2025" and "50.000 đồng" in rows[0]["Nội dung"]
    assert rows[0]["Từ khớp"] == "phí neo đậu" and rows[0]["Trích dẫn"].startswith("Quyết định số 77/2025/QĐ-UBND ngày")


def test_no_cell_is_a_formula(application, tmp_path, write):
    application.ingest([write(tmp_path / "goc", {"=1+1.txt": "=HYPERLINK(1) bến cá mở cửa lúc bốn giờ sáng."})])
    found = application.search_page(SearchRequest("bến cá", groups=False), Scope())
    rows = list(csv.DictReader(io.StringIO(exported(found, ExportForm.CSV).text.removeprefix("\ufeff"), newline="")))
    assert rows[0]["Tệp"] == "'=1+1.txt" and rows[0]["Nội dung"].startswith("'=HYPERLINK")


def test_a_line_a_place_and_an_entry_a_document(page):
    lines = exported(page, ExportForm.CITATIONS).text.splitlines()
    assert len(lines) == len(set(lines)) and lines[0].startswith("Quyết định số 77/2025/QĐ-UBND ngày 02/05/2025")
    entries = exported(page, ExportForm.BIBTEX).text
    assert entries.count("@misc{") == page.total_documents and "quyet-dinh-77-2025-QD-UBND," in entries


def test_json_is_the_page(page):
    shape = json.loads(exported(page, ExportForm.JSON).text)
    assert [hit["passage_id"] for hit in shape["hits"]] == [each.found.hit.passage.id for each in page.passages]
    assert shape["total"]["is_all"] is True and shape["hits"][0]["why"]["words"][0]["text"] == "phí neo đậu"


def test_nothing_found_gives_empty_lists(reading):
    empty = reading.search_page(SearchRequest('"không hề có cụm này"', groups=False), Scope())
    assert exported(empty, ExportForm.CSV).text.count("\r\n") == 1
    assert exported(empty, ExportForm.CITATIONS).text == exported(empty, ExportForm.BIBTEX).text == ""
    assert json.loads(exported(empty, ExportForm.JSON).text)["hits"] == []
