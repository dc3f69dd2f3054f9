"""`vanban search` with filters, orders, groups, reasons and lists to take away. In this process, over the fakes."""

import csv
import io
import json
import sys

import pytest

from api.cli import main

pytestmark = pytest.mark.system


@pytest.fixture
def searching(monkeypatch, capsys, build_over_fakes, archive):
    """`vanban search` with these words over the shared archive; gives exit code, standard output and error."""
    built = []

    def build(settings):
        built.append(build_over_fakes(settings))
        return built[-1]

    monkeypatch.setattr("api.application.build", build)

    def run(*words):
        monkeypatch.setattr(sys, "argv", ["vanban", "search", *map(str, words), "--data", str(archive)])
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return ended.value.code or 0, out, err

    yield run
    for application in built:
        if "catalogue" in vars(application):
            application.catalogue.close()


def found(searching, *words):
    code, out, _ = searching(*words, "--json")
    shape = json.loads(out)
    assert code == (0 if shape["hits"] else 1)
    return shape


def test_filters_may_be_given_several_times(searching):
    shape = found(searching, "tỉnh", "--kind", "ke hoach", "--kind", "nghị quyết", "--from", "2/2025", "--to", "2025")
    assert shape["filter"] == {"kind": ["kế hoạch", "nghị quyết"], "from": ["2025-02-01"], "to": ["2025-12-31"]}
    assert {hit["number"] for hit in shape["hits"]} == {"21-NQ/TU", "30/KH-UBND"}
    assert {hit["number"] for hit in found(searching, "tỉnh", "--level", "tinh", "--format", "text")["hits"]} <= {
        "21-NQ/TU",
        "30/KH-UBND",
    }


def test_nothing_under_a_filter_says_which(searching):
    code, out, _ = searching("rừng", "--kind", "luật", "--to", "2020")
    assert code == 1
    assert out == (
        "Không tìm thấy đoạn nào thoả điều kiện lọc (Loại văn bản: Luật; Ngày ban hành: đến 31/12/2020). "
        "Hãy bỏ bớt điều kiện.\n"
    )


def test_groups_pages_and_reasons(searching):
    code, out, _ = searching("phí neo đậu xã", "--group", "--limit", "1", "--why")
    assert code == 0 and out.startswith("1. 77/2025/QĐ-UBND — ") and "02/05/2025)" in out
    assert "   • khoản 2 Điều 1" in out or "   • Điều 1" in out
    assert "Vì: có: phí neo đậu; không có: xã; theo từ ngữ thứ 1/" in " ".join(out.split())
    assert out.rstrip().split("\n")[-1].startswith("Trang 1/3: 3 văn bản, ")
    code, out, _ = searching("phí neo đậu xã", "--group", "--limit", "1", "--page", "2")
    assert code == 0 and out.startswith("2. ")
    assert searching("phí neo đậu", "--group", "--page", "99")[:2] == (1, "Danh sách chỉ có 1 trang.\n")


def test_pages_of_passages_go_on_where_the_last_one_ended(searching):
    whole = [hit["passage_id"] for hit in found(searching, "phí neo đậu", "--limit", "200")["hits"]]
    pages = [found(searching, "phí neo đậu", "--limit", "2", "--page", at)["hits"] for at in range(1, 9)]
    assert [hit["passage_id"] for hits in pages for hit in hits] == whole


def test_lists_to_take_away(searching):
    code, out, _ = searching("phí neo đậu", "--csv", "--limit", "3")
    rows = list(csv.DictReader(io.StringIO(out.removeprefix("\ufeff"), newline="")))
    assert code == 0 and out.startswith("\ufeff") and len(rows) == 3
    code, out, _ = searching("phí neo đậu", "--citations", "--limit", "1")
    assert code == 0 and out.count("\n") == 1 and out.startswith("Quyết định số 77/2025/QĐ-UBND ngày 02/05/2025")
    assert searching("phí neo đậu", "--bibtex")[1].startswith("@misc{quyet-dinh-77-2025-QD-UBND,\n")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--format", "docs"], "Định dạng tệp: không có giá trị “docs”. Chỉ nhận: pdf (PDF); word"),
        (["--finding", "x"], "Điểm cần lưu ý: không có giá trị “x”. Chỉ nhận: "),
        (["--from", "hôm qua"], "“hôm qua” không phải là ngày."),
        (["--from", "2025", "--to", "2024"], "Ngày bắt đầu (01/01/2025) sau ngày kết thúc (31/12/2024)."),
        (["--order", "x"], "Giá trị của --order phải là một trong: lien-quan, ngay, so"),
        (["--page", "0"], "Giá trị của --page phải là số nguyên từ 1 đến 10000"),
        (["--csv", "--citations"], "Lệnh chưa đúng (chọn một trong: --json, --csv, --citations, --bibtex)"),
    ],
)
def test_wrong_use_is_told_and_ends_with_2(searching, words, message):
    code, out, err = searching("cá", *words)
    assert (code, out) == (2, "") and err.startswith(message)
