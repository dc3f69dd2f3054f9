"""The command line: what it prints, and how it ends. In this process, over the fakes."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from api.cli import main
from index.errors import BulkUnavailable, ManifestMismatch, StoreDamaged

pytestmark = pytest.mark.system

ASKED = "Phí neo đậu của chủ tàu là bao nhiêu?"
FOREIGN = "Ai sáng tác bản giao hưởng mùa đông?"
ERROR = {"code", "message"}


@pytest.fixture
def vanban(monkeypatch, capsys, build_over_fakes):
    """Runs the program with these words; gives its exit code, standard output and standard error."""
    built = []

    def build(settings):
        built.append(build_over_fakes(settings))
        return built[-1]

    monkeypatch.setattr("api.application.build", build)

    def run(*words):
        monkeypatch.setattr(sys, "argv", ["vanban", *map(str, words)])
        try:
            main()
            code = 0
        except SystemExit as ended:
            code = ended.code or 0
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return code, out, err

    yield run
    for application in built:
        if "catalogue" in vars(application):
            application.catalogue.close()


@pytest.fixture
def asking(vanban, archive):
    """The program over the shared archive; with --json the second value is the one object it printed."""

    def run(*words):
        code, out, err = vanban(*words, "--data", archive)
        if "--json" in words:
            assert out.count("\n") == 1
            out = json.loads(out)
        return code, out, err

    return run


# What each command prints ------------------------------------------------------------------------------------------


def test_ingest_prints_one_object_and_its_progress_elsewhere(vanban, tmp_path, write):
    folder = write(tmp_path / "goc", {"a.txt": "Điều 1. Bến cá mở lúc 4 giờ.", "anh.jpg": "x"})
    code, out, err = vanban("ingest", folder, "--json", "--data", tmp_path / "kho")
    summary = json.loads(out)
    assert code == 0 and out.count("\n") == 1 and "Nạp văn bản" in err
    assert summary.keys() >= {"read", "unchanged", "replaced", "failed", "skipped", "findings", "documents"}
    assert summary.keys() >= {"passages", "seconds"}
    assert (summary["read"], summary["documents"], summary["passages"], summary["failed"]) == (1, 1, 1, [])
    assert summary["skipped"] == [{"file": "anh.jpg", "code": "not_a_document"}]
    assert isinstance(summary["findings"], int)
    code, out, _ = vanban("ingest", folder, "--data", tmp_path / "kho")
    assert code == 0 and "không đổi 1" in out and "bỏ qua 1" in out


def test_ingest_of_an_empty_folder_is_done(vanban, tmp_path):
    (tmp_path / "goc").mkdir()
    code, out, _ = vanban("ingest", tmp_path / "goc", "--json", "--data", tmp_path / "kho")
    assert code == 0 and json.loads(out)["documents"] == 0


def test_ingest_with_a_failure_ends_with_3_and_says_which(vanban, tmp_path, write):
    folder = write(tmp_path / "goc", {"rong.txt": "", "a.txt": "Điều 1. Bến cá."})
    code, out, _ = vanban("ingest", folder, "--data", tmp_path / "kho")
    assert code == 3 and "✗ rong.txt: Tệp rỗng" in out


def test_ingest_labels_what_it_reads(vanban, tmp_path, write, monkeypatch):
    folder, data = write(tmp_path / "goc", {"a.txt": "Điều 1. Bến cá."}), tmp_path / "kho"
    assert vanban("ingest", folder, "--clearance", 1, "--data", data)[0] == 3
    monkeypatch.setenv("VANBAN_INGEST__MAX_CLEARANCE", "1")
    assert vanban("ingest", folder, "--clearance", 1, "--data", data)[0] == 0
    for words in (("search", "bến cá"), ("ask", "Bến cá nào?"), ("show", "a.txt")):
        assert vanban(*words, "--data", data)[0] == 1


def test_search(asking):
    code, shape, _ = asking("search", "phí neo đậu", "--limit", "2", "--json")
    assert code == 0 and shape.keys() >= {"query", "hits"} and shape["query"] == "phí neo đậu"
    assert len(shape["hits"]) == 2
    for hit in shape["hits"]:
        assert hit.keys() >= {"file", "number", "title", "address", "page", "text", "score"}
        assert hit["address"] and hit["page"] is None
    assert shape["hits"][0]["file"] == "quyet-dinh-77.md"
    code, out, _ = asking("search", "phí neo đậu")
    assert code == 0 and out.startswith("1. 77/2025/QĐ-UBND")


def test_search_tells_how_the_words_were_read_unless_taken_as_typed(asking):
    code, out, _ = asking("search", "phi neo dau qd 77")
    assert code == 0
    assert out.startswith("Đang tìm “phí neo đậu qd 77” (--as-typed: tìm đúng như đã gõ).\nƯu tiên 77/2025/QĐ-UBND.\n")
    _, out, _ = asking("search", "khoản 1 điều 9 qd 77, nđ 99")
    assert "Văn bản được nêu không có “khoản 1 điều 9”." in out and "Kho không có văn bản “nđ 99”." in out
    assert asking("search", "phi neo dau qd 77", "--as-typed")[1].startswith("1. ")
    _, shape, _ = asking("search", "khoan 2 dieu 1 qd 77", "--json")
    assert shape["understood"]["words"] == "khoản 2 điều 1 qd 77"
    assert [unit["address"] for unit in shape["understood"]["units"]] == ["khoản 2 Điều 1"]
    assert shape["hits"][0]["text"].startswith("2. Chủ tàu") or "2. Chủ tàu" in shape["hits"][0]["text"]


def test_ask_tells_how_the_question_was_read(asking):
    code, out, _ = asking("ask", "Chu tau nop phi neo dau bao nhieu?")
    assert code == 0 and out.startswith("Câu hỏi được hiểu là “Chủ tàu nộp phí neo đậu bao nhiêu?”.")
    code, shape, _ = asking("ask", "Chu tau nop phi neo dau bao nhieu?", "--as-typed", "--json")
    assert shape["understood"] == "Chu tau nop phi neo dau bao nhieu?"


def test_search_without_hits_ends_with_1(asking):
    code, shape, _ = asking("search", "?!", "--json")
    assert code == 1 and shape["hits"] == []
    assert asking("search", "?!")[:2] == (1, "Không tìm thấy đoạn nào.\n")


def test_ask(asking):
    code, shape, _ = asking("ask", ASKED, "--json")
    assert code == 0 and shape["question"] == ASKED and shape["refused"] is False
    assert shape.keys() >= {"id", "question", "refused", "answer", "statements", "citations", "nearest", "trace"}
    assert shape["id"] == shape["trace"]["id"] and shape["latency_ms"] > 0
    assert "50.000 đồng" in shape["answer"]
    assert shape["answer"] == "\n".join(statement["text"] for statement in shape["statements"])
    for citation in shape["citations"]:
        assert citation.keys() >= {"file", "number", "title", "address", "page", "quote"}
        assert citation["address"] and len(citation["quote"]) <= 400
    assert sum(len(citation["quote"]) for citation in shape["citations"]) <= 800
    code, out, _ = asking("ask", ASKED)
    assert code == 0 and "50.000 đồng" in out and "[1] 77/2025/QĐ-UBND" in out and "“" in out


def test_a_refusal_ends_with_1_and_offers_the_nearest(asking):
    code, shape, _ = asking("ask", FOREIGN, "--json")
    assert code == 1 and shape["refused"] is True and shape["answer"] == "" and shape["citations"] == []
    assert len(shape["nearest"]) == 3 and all(hit["address"] for hit in shape["nearest"])
    code, out, _ = asking("ask", FOREIGN)
    assert code == 1 and out.startswith("Kho văn bản không có nội dung") and "Các đoạn gần nhất:" in out


def test_ask_about_the_first_title(asking):
    _, shape, _ = asking("ask", "--first-title", "--json")
    assert "rừng ngập mặn" in shape["question"].lower()


@pytest.mark.parametrize("name", ["quyet-dinh-77.md", "77/2025/QĐ-UBND", "Quyết định số 77/2025/QĐ-UBND"])
def test_show_by_path_or_number(asking, name):
    code, out, _ = asking("show", name)
    assert code == 0 and out.startswith("quyet-dinh-77.md — không chia trang") and "77/2025/QĐ-UBND" in out


def test_show_by_base_name(asking):
    code, out, _ = asking("show", "ke-hoach-30.txt")
    assert code == 0 and out.startswith("ke-hoach/ke-hoach-30.txt")


def test_show_text_prints_the_text_alone(asking, reading):
    entry = reading.find("nghi-quyet-21.txt", reading.default_scope())[0]
    text = reading.document(entry.id, reading.default_scope()).text
    assert asking("show", "nghi-quyet-21.txt", "--text")[:2] == (0, text + "\n")
    assert asking("show", "nghi-quyet-21.txt", "--text", "--json")[1]["text"] == text


def test_show_facts(asking):
    code, facts, _ = asking("show", "quyet-dinh-77.md", "--facts", "--json")
    assert code == 0 and facts.keys() >= {"file", "number", "kind", "issuer", "issued_on", "title", "signer"}
    assert (facts["number"], facts["kind"], facts["issued_on"]) == ("77/2025/QĐ-UBND", "quyết định", "2025-05-02")
    assert facts["signer"] is None
    code, out, _ = asking("show", "quyet-dinh-77.md", "--facts")
    assert code == 0 and "Ngày ban hành: 02/05/2025" in out


def test_show_outline(asking):
    code, shape, _ = asking("show", "quyet-dinh-77.md", "--outline", "--json")
    assert code == 0 and [(s["level"], s["number"]) for s in shape["outline"]][:2] == [("dieu", "1"), ("khoan", "1")]
    code, out, _ = asking("show", "quyet-dinh-77.md", "--outline")
    assert code == 0 and "Phạm vi điều chỉnh" in out


def test_show_everything_as_one_object(asking):
    code, shape, _ = asking("show", "quyet-dinh-77.md", "--json")
    assert code == 0 and shape.keys() >= {"entry", "facts", "outline", "pages", "references", "findings"}


def test_show_of_several_matches_lists_them_and_ends_with_2(vanban, tmp_path, write):
    folder = write(tmp_path / "goc", {"mot/a.txt": "Điều 1. Bến cá.", "hai/a.txt": "Điều 1. Rừng."})
    data = ("--data", tmp_path / "kho")
    vanban("ingest", folder, *data)
    code, out, err = vanban("show", "a.txt", *data)
    assert code == 2 and out == "" and err.split("\n")[1:3] == ["  hai/a.txt", "  mot/a.txt"]
    code, out, _ = vanban("show", "a.txt", "--json", *data)
    assert code == 2 and json.loads(out)["error"]["matches"] == ["hai/a.txt", "mot/a.txt"]
    assert vanban("show", "mot/a.txt", *data)[0] == 0


def test_show_of_nothing_ends_with_1(asking):
    code, out, err = asking("show", "99-NQ/TU")
    assert code == 1 and out == "" and err.startswith("Không có văn bản nào khớp với “99-NQ/TU”")
    code, shape, _ = asking("show", "99-NQ/TU", "--json")
    assert code == 1 and shape["error"]["code"] == "document_not_found" and shape["error"].keys() >= ERROR


def test_settings_are_listed(vanban):
    code, out, _ = vanban("settings", "--json")
    rows = json.loads(out)["settings"]
    assert code == 0 and all(row.keys() >= {"name", "default", "meaning"} for row in rows)
    assert {"VANBAN_DATA", "VANBAN_LLM__BASE_URL"} <= {row["name"] for row in rows}
    code, out, _ = vanban("settings")
    assert code == 0 and "VANBAN_ANSWER__PASSAGES = 8" in out


def test_doctor(asking):
    code, shape, _ = asking("doctor", "--json")
    assert code in (0, 4)
    assert all(check.keys() >= {"name", "severity", "message", "remedy"} for check in shape["checks"])
    assert "3 văn bản" in next(check["message"] for check in shape["checks"] if check["name"] == "Kho văn bản")
    assert "✓ Kho văn bản: 3 văn bản" in asking("doctor")[1]


def test_rebuild(vanban, tmp_path, write):
    folder, data = write(tmp_path / "goc", {"a.txt": "Điều 1. Bến cá."}), ("--data", tmp_path / "kho")
    vanban("ingest", folder, *data)
    code, out, err = vanban("rebuild", "--json", *data)
    assert code == 0 and json.loads(out) == {"passages": 1} and "Dựng lại" in err
    assert vanban("rebuild", *data)[1] == "Đã dựng lại chỉ mục: 1 đoạn.\n"
    assert vanban("search", "bến cá", *data)[0] == 0


def test_the_index_is_rebuilt_shown_and_rolled_back(vanban, tmp_path, write):
    folder, data = write(tmp_path / "goc", {"a.txt": "Điều 1. Bến cá."}), ("--data", tmp_path / "kho")
    assert "chưa có chỉ mục" in vanban("index", "status", *data)[1]
    vanban("ingest", folder, *data)
    code, _, err = vanban("index", "rollback", *data)
    assert code == 2 and "chưa có chỉ mục trước" in err
    assert vanban("index", "rebuild", *data)[1] == "Đã dựng lại chỉ mục: 1 đoạn.\n"
    shown = json.loads(vanban("index", "status", "--json", *data)[1])["indexes"]
    assert [(each["state"], each["lacking"], each["mismatch"]) for each in shown] == [
        ("previous", 0, ""),
        ("current", 0, ""),
    ]
    assert vanban("index", "rollback", *data)[0] == 0
    lines = vanban("index", "status", *data)[1].splitlines()
    assert "đang dùng" in lines[0] and "chỉ mục trước" in lines[1]
    assert vanban("search", "bến cá", *data)[0] == 0


@pytest.mark.filterwarnings("ignore:Payload indexes have no effect in the local Qdrant:UserWarning")
def test_the_index_is_moved_to_a_server_and_back(vanban, tmp_path, write, rest_qdrant, monkeypatch):
    folder, data = write(tmp_path / "goc", {"a.txt": "Điều 1. Bến cá."}), ("--data", tmp_path / "kho")
    vanban("ingest", folder, *data)
    code, _, err = vanban("index", "move", "--to", "server", *data)
    assert code == 2 and "VANBAN_INDEX__SERVER_URL" in err
    monkeypatch.setenv("VANBAN_INDEX__SERVER_URL", rest_qdrant.url)
    out = vanban("index", "move", "--to", "server", *data)[1]
    assert "1 đoạn" in out and "VANBAN_INDEX__STORE=server" in out
    code, _, err = vanban("search", "bến cá", *data)
    assert code == 4 and "VANBAN_INDEX__STORE=server" in err and "vanban index move --to embedded" in err
    assert "không mở được" in vanban("index", "status", *data)[1]
    monkeypatch.setenv("VANBAN_INDEX__STORE", "server")
    assert vanban("search", "bến cá", *data)[0] == 0
    assert "không có gì để chuyển" in vanban("index", "move", "--to", "server", *data)[1]
    assert json.loads(vanban("index", "move", "--to", "embedded", "--json", *data)[1]) == {"passages": 1}
    monkeypatch.delenv("VANBAN_INDEX__STORE")
    assert vanban("search", "bến cá", *data)[0] == 0


def test_a_ray_cluster_that_is_not_there_is_told(vanban, tmp_path, write, monkeypatch):
    def away(*_, **__):
        raise BulkUnavailable("cụm không trả lời", "Hãy kiểm tra địa chỉ.")

    monkeypatch.setattr("index.bulk.BulkReading.__enter__", away)
    folder = write(tmp_path / "goc", {"a.txt": "Điều 1. Bến cá."})
    code, _, err = vanban("ingest", folder, "--ray", "127.0.0.1:1", "--data", tmp_path / "kho")
    assert code == 4 and "cụm Ray" in err


def test_serve_opens_the_archive_first_and_says_where(vanban, archive, monkeypatch):
    served = []

    def run(server):
        served.append(server.config)
        server.started = True

    monkeypatch.setattr("uvicorn.Server.run", run)
    code, out, err = vanban("serve", "--port", 8123, "--data", archive)
    assert code == 0 and out == "" and "http://127.0.0.1:8123" in err
    assert (served[0].host, served[0].port) == ("127.0.0.1", 8123)


# Where the archive is ------------------------------------------------------------------------------------------------


def test_data_before_and_after_the_command_and_by_variable(vanban, archive, tmp_path, monkeypatch):
    search = ("search", "phí neo đậu")
    assert vanban("--data", archive, *search)[0] == 0
    assert vanban(*search, "--data", archive)[0] == 0
    assert vanban("search", "--data", archive, "phí neo đậu")[0] == 0
    assert vanban("--data", tmp_path / "khac", *search, "--data", archive)[0] == 0
    monkeypatch.setenv("VANBAN_DATA", str(archive))
    assert vanban(*search)[0] == 0
    assert vanban(*search, "--data", tmp_path / "khac")[0] == 1


# Wrong use -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["search", "cá", "--mau"], "Không có tùy chọn --mau"),
        (["--mau"], "Không có tùy chọn --mau"),
        (["show", "a", "--dat", "b"], "Không có tùy chọn --dat"),
        (["khong-co"], "Không có lệnh “khong-co”"),
        (["search"], "Thiếu QUERY"),
        (["show"], "Thiếu VĂN_BẢN"),
        (["ingest"], "Thiếu ĐƯỜNG_DẪN…"),
        (["search", "a", "b"], "Thừa tham số “b”"),
        (["search", "a", "--limit"], "Tùy chọn --limit thiếu giá trị"),
        (["search", "a", "--limit", "0"], "Giá trị của --limit phải là số nguyên từ 1 đến 200"),
        (["search", "a", "--limit", "ba"], "Giá trị của --limit phải là số nguyên từ 1 đến 200"),
        (["ingest", "a", "--clearance", "4"], "Giá trị của --clearance phải là số nguyên từ 0 đến 3"),
        (["serve", "--port", "65536"], "Giá trị của --port phải là số nguyên"),
        (["settings", "--json=1"], "Tùy chọn --json"),
        (["ask"], "Câu hỏi đang để trống"),
        (["ask", ""], "Câu hỏi đang để trống"),
        (["search", " "], "Câu hỏi đang để trống"),
        (["ask", "a" * 2001], "Câu hỏi dài 2001 ký tự"),
        (["ingest", "khong-co-thu-muc"], "Không có tệp hoặc thư mục “khong-co-thu-muc”"),
        (["ingest", "x" * 300], "Không có tệp hoặc thư mục"),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, list) else "",
)
def test_wrong_use_is_told_in_vietnamese_and_ends_with_2(vanban, archive, words, message, monkeypatch):
    monkeypatch.setenv("VANBAN_DATA", str(archive))
    code, out, err = vanban(*words)
    err = err.rpartition("\r")[2]  # after the progress bar was taken away
    assert (code, out) == (2, "") and err.startswith(message) and err.count("\n") == 1
    assert not re.search(r"\b(No such|Error|Missing|invalid|unexpected|requires|range)\b", err)
    code, out, err = vanban(*words, "--json")
    shape = json.loads(out)["error"]
    assert code == 2 and shape.keys() >= ERROR and shape["message"]


def test_without_a_command_the_help_is_shown(vanban):
    code, out, err = vanban()
    assert code == 2 and (out + err).startswith("Cách dùng: vanban")


@pytest.mark.parametrize("words", [["--help"], ["-h"], ["ask", "--help"], ["ingest", "-h"], ["serve", "--help"]])
def test_help_is_vietnamese(vanban, words):
    code, out, _ = vanban(*words)
    assert code == 0 and out.startswith("Cách dùng: vanban") and "Tùy chọn:" in out
    assert not re.search(r"\b(Usage|Options|Commands|Show this)\b", out)


def test_version(vanban):
    assert re.fullmatch(r"vanban \d+\.\d+\.\d+\n", vanban("--version")[1])


@pytest.mark.parametrize(
    ("name", "value"), [("VANBAN_DTA", "x"), ("VANBAN_LLM__URL", "x"), ("VANBAN_ANSWER__PASSAGES", "0")]
)
def test_a_wrong_variable_ends_with_2(asking, monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    code, out, err = asking("search", "bến cá")
    assert (code, out) == (2, "") and name in err
    assert asking("doctor", "--json")[1]["error"]["code"] == "bad_setting"


# A busy or damaged archive -------------------------------------------------------------------------------------------

HOLD = """
import sys
from pathlib import Path
from index.store.edge import EdgeStore
store = EdgeStore(Path(sys.argv[1]), 384)
print("held", flush=True)
sys.stdin.read()
store.close()
"""


def test_an_archive_held_by_another_process_ends_with_4(vanban, tmp_path, write):
    folder, data = write(tmp_path / "goc", {"a.txt": "Điều 1. Bến cá."}), tmp_path / "kho"
    vanban("ingest", folder, "--data", data)
    command = [sys.executable, "-c", HOLD, str(data / "index" / "shard")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout.readline() == b"held\n"
        for words in (("search", "bến cá"), ("ask", "Bến cá?"), ("ingest", folder), ("serve", "--port", 0)):
            code, out, err = vanban(*words, "--data", data)
            assert (code, out) == (4, "") and "đang được một tiến trình khác mở" in err
        assert json.loads(vanban("search", "bến cá", "--json", "--data", data)[1])["error"]["code"] == "store_busy"
        assert vanban("show", "a.txt", "--data", data)[0] == 0
        holder.stdin.close()
    assert vanban("search", "bến cá", "--data", data)[0] == 0


def test_an_index_of_another_making_ends_with_4_and_names_the_remedy(vanban, tmp_path, write, monkeypatch):
    folder, data = write(tmp_path / "goc", {"a.txt": "Điều 1. Bến cá."}), tmp_path / "kho"
    vanban("ingest", folder, "--data", data)
    monkeypatch.setenv("VANBAN_INDEX__PASSAGE_CHARS", "500")
    code, _, err = vanban("search", "bến cá", "--data", data)
    assert code == 4 and "vanban rebuild" in err
    assert vanban("rebuild", "--data", data)[0] == 0
    assert vanban("search", "bến cá", "--data", data)[0] == 0


@pytest.mark.parametrize(
    "error", [StoreDamaged(Path("a"), "hỏng"), ManifestMismatch("bộ mã hoá", "a", "b")], ids=lambda error: error.code
)
def test_errors_of_the_index_end_with_4(asking, monkeypatch, error):
    def fail(*_, **__):
        raise error

    monkeypatch.setattr("api.application.open_index", fail)
    code, shape, _ = asking("ask", ASKED, "--json")
    assert code == 4 and shape == {"error": {"code": error.code, "message": str(error)}}


def test_a_catalogue_that_is_no_database_ends_with_4(vanban, tmp_path):
    (tmp_path / "catalogue.sqlite").write_text("đây không phải cơ sở dữ liệu " * 200)
    code, out, err = vanban("show", "a", "--data", tmp_path)
    assert (code, out) == (4, "") and "danh mục" in err
    code, out, _ = vanban("doctor", "--json", "--data", tmp_path)
    assert code == 4 and any(check["severity"] == "error" for check in json.loads(out)["checks"])


def test_a_data_folder_that_is_a_file_ends_with_4(vanban, tmp_path):
    (tmp_path / "kho").write_text("x")
    for words in (("search", "cá"), ("show", "a"), ("doctor",)):
        code, _, err = vanban(*words, "--data", tmp_path / "kho")
        assert code == 4, (words, err)


# As a program --------------------------------------------------------------------------------------------------------


def test_the_program_tells_names_that_are_no_utf8_without_a_traceback(tmp_path):
    command = [b"vanban", b"show", b"\xff.txt", b"--json", b"--data", bytes(tmp_path)]
    code = "from api.cli import main; main()"
    ended = subprocess.run([sys.executable, "-c", code, *command[1:]], capture_output=True, check=False)
    assert ended.returncode == 1 and ended.stderr == b""
    assert json.loads(ended.stdout)["error"]["code"] == "document_not_found"


def test_help_loads_nothing_heavy():
    code = (
        "import sys, contextlib\nfrom api.cli import main\nsys.argv = ['vanban', '--help']\n"
        "with contextlib.suppress(SystemExit):\n    main()\n"
        "heavy = ('numpy', 'openvino', 'llama_index', 'qdrant_edge', 'sqlalchemy', 'pydantic')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ)
    assert ended.stdout.rstrip().endswith("[]")


# Keeping an archive ---------------------------------------------------------------------------------------------------

SAME = "Kế hoạch nghề cá. " + " ".join(f"Bến cá thứ {n} mở lúc {n % 24} giờ, thu phí {n}00 đồng." for n in range(40))


@pytest.fixture
def kept(vanban, tmp_path, write, monkeypatch):
    """The program over an archive of its own: a plan in two formats, a document alone, a file that fails."""
    texts = {
        "a.txt": SAME,
        "b.md": f"# {SAME}",
        "nam/c.txt": "Số: 5/KH-UBND\nĐiều 1. Tàu lưới kéo.\nĐiều 3. Ba.",
        "d.pdf": "x",
    }
    folder = write(tmp_path / "goc", texts)
    monkeypatch.setenv("VANBAN_DATA", str(tmp_path / "kho"))
    assert vanban("ingest", folder)[0] == 3
    return vanban


def listed(vanban):
    return {
        hit["file"] for hit in json.loads(vanban("search", "bến cá tàu lưới kéo", "--limit", 50, "--json")[1])["hits"]
    }


def test_a_copy_is_shown_with_its_document_and_not_in_search(kept):
    (shown,) = listed(kept) - {"nam/c.txt"}
    other = ({"a.txt", "b.md"} - {shown}).pop()
    assert f"Bản khác: {other}" in kept("show", shown)[1]
    shape = json.loads(kept("show", other, "--json")[1])
    assert [copy["file"] for copy in shape["copies"]] == [shown]


def test_remove_says_what_goes_and_what_stays(kept, tmp_path):
    code, out, _ = kept("remove", "a.txt", "--dry-run")
    assert code == 0 and "Sẽ xóa khỏi kho 1 tệp: 1 văn bản" in out and "bản khác b.md" in out
    assert kept("remove", "a.txt")[0] == 2
    code, out, _ = kept("remove", "a.txt", "--yes", "--json")
    shape = json.loads(out)
    assert code == 0 and (shape["done"], shape["files"], shape["paths"]) == (True, 1, ["a.txt"])
    assert [copy["file"] for copy in shape["copies_left"]] == ["b.md"]
    assert (tmp_path / "goc" / "a.txt").exists() and listed(kept) == {"b.md", "nam/c.txt"}


@pytest.mark.parametrize("name", ["nam/c.txt", "c.txt", "5/KH-UBND", "nam", "{id}", "{path}", "{folder}"])
def test_remove_by_path_folder_id_or_number(kept, tmp_path, name):
    folder = tmp_path / "goc" / "nam"
    id = json.loads(kept("show", "c.txt", "--facts", "--json")[1])["id"]
    assert kept("remove", name.format(id=id, path=folder / "c.txt", folder=folder), "--yes")[0] == 0
    assert "nam/c.txt" not in listed(kept)
    assert kept("remove", "nam/c.txt", "--yes")[0] == 1


def test_remove_with_copies_takes_the_work(kept):
    assert kept("remove", "a.txt", "--copies", "--yes")[0] == 0
    assert listed(kept) == {"nam/c.txt"}


def test_remove_of_missing_files(kept, tmp_path):
    code, out, _ = kept("remove", "--missing", "--yes")
    assert code == 1 and "Không có gì để xóa" in out
    (tmp_path / "goc" / "a.txt").unlink()
    assert "a.txt" in kept("report")[1]
    assert kept("remove", "--missing", "--yes")[0] == 0
    assert "Tệp đã nạp không còn ở chỗ cũ" not in kept("report")[1]


@pytest.mark.parametrize("words", [("remove",), ("remove", "a.txt", "--missing"), ("report", "--csv", "--json")])
def test_keeping_commands_that_make_no_sense(kept, words):
    assert kept(*words)[0] == 2


def test_the_report_as_text_json_and_csv(kept):
    code, out, _ = kept("report")
    assert code == 0 and "[numbering_gap]: 1 chỗ, 1 tệp" in out and "Cần làm:" in out and "nam/c.txt" in out
    shape = json.loads(kept("report", "--json")[1])
    assert shape["last_run"]["failed"] == 1 and shape["counts"]["numbering_gap"] == 1
    assert [line["file"] for line in shape["lines"] if line["kind"] == "failure"] == ["d.pdf"]
    assert all(line["cause"] and line["remedy"] for line in shape["lines"])
    table = kept("report", "--csv", "--code", "numbering_gap")[1]
    assert table.startswith("\ufeffLoại,") and table.count("\r\n") == 2 and "nam/c.txt" in table
    assert json.loads(kept("report", "--json", "--code", "khac")[1])["lines"] == []


def test_a_removal_while_a_server_holds_the_archive_is_told_and_a_report_is_not_hindered(kept, tmp_path):
    from index.store.edge import EdgeStore

    held = EdgeStore(tmp_path / "kho" / "index" / "shard", 384)
    try:
        assert kept("remove", "a.txt", "--yes")[0] == 4
        code, _, err = kept("watch", tmp_path / "goc")
        assert code == 4 and "vanban serve --watch" in err
        assert kept("report")[0] == kept("remove", "a.txt", "--dry-run")[0] == 0
    finally:
        held.close()
    assert "a.txt" in json.loads(kept("show", "a.txt", "--facts", "--json")[1])["file"]


def test_watching_what_is_no_folder(kept, tmp_path):
    assert kept("watch", tmp_path / "khong-co")[0] == 2
