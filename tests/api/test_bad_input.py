"""Bad input, through the real reader and the command line: told in Vietnamese, nothing lost, no traceback."""

import json
import os
import re
import sys
import zipfile

import fontpkg_noto_serif
import pytest
from pypdf import PdfReader, PdfWriter
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from api.cli import main
from ingest.errors import EmptyFile, IngestError
from ingest.read import read

pytestmark = pytest.mark.system

VIETNAMESE = re.compile("[ăâđêôơưàáảãạèéẻẽẹìíỉĩịòóỏõọùúủũụỳýỷỹỵ]")
GOOD = "Điều 1. Bến cá Trà Đông mở cửa lúc 4 giờ."


def good_pdf(path):
    font = next((fontpkg_noto_serif.ROOT / "files").glob("NotoSerif[[]*.ttf"))
    pdfmetrics.registerFont(TTFont("NotoSerif", str(font)))
    canvas = Canvas(str(path), pagesize=(595, 842), invariant=1)
    canvas.setFont("NotoSerif", 13)
    canvas.drawString(72, 760, GOOD)
    canvas.save()


def empty(path):
    path.write_bytes(b"")


def truncated_pdf(path):
    good_pdf(path)
    path.write_bytes(path.read_bytes()[:300])


def encrypted_pdf(path):
    good_pdf(path)
    writer = PdfWriter(clone_from=PdfReader(path))
    writer.encrypt("mật khẩu", algorithm="AES-256")
    writer.write(path)


def pdf_of_no_pages(path):
    with path.open("wb") as file:
        PdfWriter().write(file)


def text_as_docx(path):
    path.write_text("Đây không phải tệp nén.", encoding="utf-8")


def binary_as_docx(path):
    path.write_bytes(bytes(range(256)) * 8)


def zip_as_docx(path):
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("a.txt", "không phải Word")


def cut_docx(path):
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", "<w:document>" + "x" * 500)
    path.write_bytes(path.read_bytes()[:200])


def dangling(path):
    path.symlink_to(path.with_name("khong-con.txt"))


BAD = {
    "rong.pdf": (empty, "empty_file"),
    "rong.txt": (empty, "empty_file"),
    "cut.pdf": (truncated_pdf, "damaged_document"),
    "khoa.pdf": (encrypted_pdf, "encrypted_document"),
    "chu.docx": (text_as_docx, "damaged_document"),
    "nhi-phan.docx": (binary_as_docx, "damaged_document"),
    "nen.docx": (zip_as_docx, "damaged_document"),
    "cut.docx": (cut_docx, "damaged_document"),
    "mat.txt": (dangling, "unreadable_file"),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Every kind of bad file beside good ones."""
    folder = tmp_path_factory.mktemp("goc")
    for name, (make, _) in BAD.items():
        make(folder / name)
    (folder / "a-tot.txt").write_text(GOOD, encoding="utf-8")
    (folder / "z-tot.txt").write_text("Điều 1. Rừng ngập mặn cửa sông Trà.", encoding="utf-8")
    good_pdf(folder / "tot.pdf")
    pdf_of_no_pages(folder / "khong-trang.pdf")
    (folder / "anh.jpg").write_bytes(b"\xff\xd8\xff")
    return folder


@pytest.fixture
def vanban(monkeypatch, capsys, build_over_fakes, tmp_path):
    """Runs the program over an archive of its own; gives exit code, standard output and standard error."""
    built = []

    def build(settings):
        built.append(build_over_fakes(settings))
        return built[-1]

    monkeypatch.setattr("api.application.build", build)

    def run(*words):
        monkeypatch.setattr(sys, "argv", ["vanban", "--data", str(tmp_path / "kho"), *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return ended.value.code, out, err

    yield run
    for application in built:
        if "catalogue" in vars(application):
            application.catalogue.close()


@pytest.mark.parametrize("name", BAD)
def test_the_reader_refuses_it_by_its_cause(folder, name):
    with pytest.raises(IngestError) as caught:
        read(folder / name)
    message = str(caught.value)
    assert caught.value.code == BAD[name][1]
    assert VIETNAMESE.search(message) and message.endswith(".") and str(folder) not in message


def test_a_pdf_without_pages_is_an_empty_file(folder):
    with pytest.raises(EmptyFile):
        read(folder / "khong-trang.pdf")


def test_a_folder_with_all_of_them_is_read_as_far_as_can_be_again_and_again(vanban, folder):
    code, out, _ = vanban("ingest", folder, "--json")
    first = json.loads(out)
    assert code == 3
    codes = {f["file"]: f["code"] for f in first["failed"]}
    assert list(codes) == sorted([*BAD, "khong-trang.pdf"])
    assert codes.items() >= {name: code for name, (_, code) in BAD.items()}.items()
    assert all(VIETNAMESE.search(f["message"]) and f["message"].endswith(".") for f in first["failed"])
    assert (first["read"], first["documents"]) == (3, 3)
    assert first["skipped"] == [{"file": "anh.jpg", "code": "not_a_document"}]
    code, out, _ = vanban("search", "bến cá Trà Đông", "--json")
    assert code == 0
    pages = {hit["file"]: hit["page"] for hit in json.loads(out)["hits"]}
    # a-tot.txt holds the same words as tot.pdf: of a work one copy is shown, the one with pages.
    assert pages == {"tot.pdf": 1, "z-tot.txt": None}
    code, out, _ = vanban("ingest", folder, "--json")
    again = json.loads(out)
    assert code == 3 and (again["read"], again["unchanged"], again["replaced"]) == (0, 3, 0)
    for key in ("failed", "skipped", "findings", "documents", "passages"):
        assert again[key] == first[key]


@pytest.mark.parametrize("name", ["rong.txt", "cut.pdf", "khoa.pdf", "khong-trang.pdf", "chu.docx"])
def test_given_by_name_it_is_told_and_ends_with_3(vanban, folder, name):
    code, out, _ = vanban("ingest", folder / name)
    assert code == 3 and f"✗ {name}: " in out and "0 văn bản" in out


def test_a_dangling_link_given_by_name_is_no_path(vanban, folder):
    code, out, err = vanban("ingest", folder / "mat.txt")
    assert (code, out) == (2, "") and "Không có tệp hoặc thư mục" in err


def test_an_unknown_type_is_passed_over_in_a_folder_and_told_when_named(vanban, folder):
    code, out, _ = vanban("ingest", folder / "anh.jpg", "--json")
    (failure,) = json.loads(out)["failed"]
    assert code == 3 and (failure["file"], failure["code"]) == ("anh.jpg", "unsupported_format")
    assert "PDF hoặc DOCX" in failure["message"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads what nobody may; the dangling link stands for it")
def test_a_file_without_permission(vanban, tmp_path):
    file = tmp_path / "goc" / "khoa.txt"
    file.parent.mkdir()
    file.write_text(GOOD, encoding="utf-8")
    file.chmod(0)
    code, out, _ = vanban("ingest", file.parent, "--json")
    assert code == 3 and json.loads(out)["failed"][0]["code"] == "unreadable_file"


def test_a_file_that_goes_bad_keeps_what_was_read_of_it(vanban, tmp_path):
    file = tmp_path / "goc" / "a.txt"
    file.parent.mkdir()
    file.write_text(GOOD, encoding="utf-8")
    assert vanban("ingest", file.parent)[0] == 0
    file.write_bytes(b"")
    code, out, _ = vanban("ingest", file.parent, "--json")
    assert code == 3 and json.loads(out)["documents"] == 1
    assert vanban("search", "bến cá Trà Đông")[0] == 0
    file.write_text(GOOD, encoding="utf-8")
    code, out, _ = vanban("ingest", file.parent, "--json")
    assert code == 0 and json.loads(out)["failed"] == [] and json.loads(out)["documents"] == 1


@pytest.mark.parametrize(
    ("question", "code", "message"),
    [
        ("a" * 10_000, "question_too_long", "Câu hỏi dài 10000 ký tự, vượt giới hạn 2000."),
        ("", "empty_question", "Câu hỏi đang để trống."),
        (" \t\n", "empty_question", "Câu hỏi đang để trống."),
    ],
    ids=["10,000 characters", "empty", "blank"],
)
def test_a_question_that_cannot_be_asked(vanban, question, code, message):
    for command in ("ask", "search"):
        ended, out, err = vanban(command, question)
        assert (ended, out) == (2, "") and err.startswith(message)
        ended, out, _ = vanban(command, question, "--json")
        assert ended == 2 and json.loads(out)["error"]["code"] == code


ODD = ["\udcff bến cá", "\x00", "'; DROP TABLE documents; --", "%_*?[", "🐟" * 500, "\u202e\u200b", "{{ 7*7 }}"]


@pytest.mark.parametrize("question", ODD)
def test_an_odd_question_is_just_a_question(vanban, folder, question):
    vanban("ingest", folder / "a-tot.txt")
    for command in ("ask", "search", "show"):
        code, out, _ = vanban(command, question, "--json")
        assert code in (0, 1, 2)
        json.loads(out.encode())
