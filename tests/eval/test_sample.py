"""The sample archive: made whole, twice alike, readable by each format's library, and true to its questions."""

import io
import json
import re
import time
import unicodedata

import docx
import pypdfium2
import pytest
from lxml import html

from eval.sample import DEMO_QUESTION, DEMO_REFUSAL, QUESTIONS, make, tcvn3
from eval.sample.truth import Truth
from ingest.types import Level, Relation

NUMBER = re.compile(r"\d{2,4}(/\d{4})?(-[A-ZĐ][a-zĐA-Z]*/[A-ZĐ]+|/[A-ZĐa-z]+-[A-ZĐ]+)")


@pytest.fixture(scope="session")
def archive(tmp_path_factory):
    out = tmp_path_factory.mktemp("sample")
    start = time.perf_counter()
    truth = make.make_sample(out)
    return out, truth, time.perf_counter() - start


def questions():
    return [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]


def folded(text):
    return " ".join(unicodedata.normalize("NFC", text).split())


def test_makes_fifteen_documents_in_six_formats(archive):
    out, truth, seconds = archive
    files = {path.name: path.stat().st_size for path in out.iterdir()}
    assert set(files) == {document.file for document in truth.documents}
    formats = sorted(document.format for document in truth.documents)
    assert formats == ["docx"] * 4 + ["html"] * 2 + ["md"] + ["pdf"] * 6 + ["scan", "tcvn3"]
    assert sum(files.values()) < 6_000_000
    assert seconds < 20


def test_same_bytes_on_a_second_run(archive, tmp_path):
    out, truth, _ = archive
    assert make.make_sample(tmp_path) == truth
    for path in out.iterdir():
        assert (tmp_path / path.name).read_bytes() == path.read_bytes(), path.name


def test_numbers_dates_and_text_are_well_formed(archive):
    documents = archive[1].documents
    numbers = [document.facts.number for document in documents]
    assert len(set(numbers)) == len(numbers)
    for document in documents:
        facts = document.facts
        assert NUMBER.fullmatch(facts.number), facts.number
        assert facts.effective_on is None or facts.effective_on >= facts.issued_on
        assert facts.title and facts.signer and facts.signer_post and facts.recipients
        assert unicodedata.is_normalized("NFC", document.text)
        assert "*" not in "".join(document.body)


def test_relations_point_into_the_archive_where_they_say_so(archive):
    truth = archive[1]
    numbers = {document.facts.number for document in truth.documents}
    for document in truth.documents:
        for relation in document.relations:
            if relation.relation is Relation.KEM_THEO:
                assert relation.target in document.text
            else:
                assert (relation.target in numbers) == relation.inside
                assert relation.target in document.text
    replaced = truth.numbered("27/2025/QĐ-UBND").relations
    assert (Relation.THAY_THE, "15/2024/QĐ-UBND") in {(known.relation, known.target) for known in replaced}


def test_outlines_know_both_families_and_restart_in_annexes(archive):
    truth = archive[1]
    rules = truth.numbered("27/2025/QĐ-UBND").outline
    assert [unit.number for unit in rules if unit.level is Level.DIEU] == [
        *map(str, range(1, 4)),
        *map(str, range(1, 17)),
    ]
    assert "đ" in [unit.number for unit in rules if unit.level is Level.DIEM]
    annexes = truth.numbered("09/2025/NQ-HĐND").outline
    assert [unit.number for unit in annexes if unit.level is Level.PHU_LUC] == ["I", "II"]
    party = {unit.level for unit in truth.numbered("18-NQ/TU").outline}
    assert party == {Level.ROMAN, Level.ARABIC, Level.DECIMAL, Level.PAREN, Level.LETTER, Level.DASH}
    amending = truth.numbered("06/2026/QĐ-UBND").outline
    assert [unit.number for unit in amending if unit.level is Level.KHOAN] == ["1", "2", "3", "4", "1", "2"]


def test_tasks_of_the_plan(archive):
    tasks = archive[1].numbered("112/KH-UBND").tasks
    assert len(tasks) == 12
    assert tasks[7].lead == "Sở Nội vụ" and tasks[7].deadline == "Hằng năm"


def test_automatic_letters_stop_before_d(archive):
    """Word counts a, b, c, d, e: an automatic list must not reach "đ"."""
    outline = archive[1].numbered("03-HD/BTCTU").outline
    assert {unit.number for unit in outline if unit.level is Level.LETTER} <= set("abcd")


def test_pdf_text_is_extractable_and_pages_are_counted(archive):
    out, truth, _ = archive
    for document in truth.documents:
        if document.format in {"pdf", "scan"}:
            pdf = pypdfium2.PdfDocument(out / document.file)
            assert len(pdf) == document.pages > 0
            text = squeezed("".join(page.get_textpage().get_text_range() for page in pdf))
            if document.format == "scan":
                assert not text
            else:
                missing = [line for line in document.lines if squeezed(line) not in text]
                # A line that goes over to the next page has that page's number inside.
                assert len(missing) < document.pages, missing


def squeezed(text):
    return "".join(text.replace(" | ", "").split())


def test_word_files_hold_the_lines(archive):
    out, truth, _ = archive
    for document in truth.documents:
        if document.format == "docx":
            word = docx.Document(out / document.file)
            texts = texts_of(word)
            for line in document.head + document.tail:
                assert line in texts, line
            for line in document.body:
                bare = re.sub(r"^(\d+\.|[a-d]\)) ", "", line)
                assert line in texts or bare in texts, line
    auto = docx.Document(out / truth.numbered("03-HD/BTCTU").file)
    assert any(paragraph._p.pPr is not None and paragraph._p.pPr.numPr is not None for paragraph in auto.paragraphs)


def texts_of(word):
    texts = {paragraph.text for paragraph in word.paragraphs}
    for table in word.tables:
        for row in table.rows:
            cells = list(dict.fromkeys(cell._tc for cell in row.cells))
            cells = [[node.text for node in cell.p_lst] for cell in cells]
            texts |= {text for cell in cells for text in cell}
            texts.add(" | ".join(cell[0] for cell in cells))
    return texts


def test_html_holds_the_lines_among_the_menus(archive):
    out, truth, _ = archive
    for document in truth.documents:
        if document.format == "html":
            page = html.fromstring((out / document.file).read_bytes().decode())
            text = folded(" ".join(page.itertext()))
            assert "Trang chủ" in text
            for line in document.lines:
                assert folded(line) in text, line


def test_legacy_file_is_tcvn3_and_goes_back(archive):
    out, truth, _ = archive
    known = truth.numbered("318/2004/QĐ-UB")
    word = docx.Document(io.BytesIO((out / known.file).read_bytes()))
    runs = [run for paragraph in word.paragraphs for run in paragraph.runs if run.text.strip()]
    assert {run.font.name for run in runs} == {tcvn3.NORMAL, tcvn3.CAPITALS}
    assert all(ord(letter) < 256 for run in runs for letter in run.text)
    assert tcvn3.encoded("Điều 6. Hồ sơ") in {run.text for run in runs} | {
        paragraph.text[:13] for paragraph in word.paragraphs
    }


@pytest.mark.parametrize(
    ("letter", "code"), [("ă", 0xA8), ("đ", 0xAE), ("Ư", 0xA6), ("ệ", 0xD6), ("ự", 0xF9), ("ỵ", 0xFE)]
)
def test_tcvn3_codes(letter, code):
    assert tcvn3.encoded(letter) == chr(code)


def test_tcvn3_is_one_to_one():
    letters = "ăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
    assert len(set(tcvn3.encoded(letters))) == len(letters) == 67


def test_question_set_has_the_form_of_party_qa():
    rows = questions()
    assert len(rows) == 40 and len({row["id"] for row in rows}) == 40
    assert sum(not row["answerable"] for row in rows) == 10
    for row in rows:
        assert {"id", "question", "kind", "answerable", "gold", "answer", "must_contain"} <= set(row)
        assert bool(row["gold"]) == row["answerable"] == bool(row["must_contain"])
        assert (row["kind"] == "yes_no") == ("label" in row)
        assert row["answerable"] or "evidence" in row
    asked = {row["question"]: row["answerable"] for row in rows}
    assert asked[DEMO_QUESTION] is True and asked[DEMO_REFUSAL] is False


def test_every_quote_is_verbatim_in_its_document(archive):
    truth: Truth = archive[1]
    for row in questions():
        for gold in row["gold"] + row.get("also_in", []) + row.get("evidence", []):
            document = truth.of(gold["file"])
            assert document.facts.number == gold["number"]
            assert any(gold["quote"] in line for line in document.lines), (row["id"], gold["quote"])
            assert len(gold["quote"]) <= 400


def test_every_document_is_asked_about(archive):
    asked = {gold["file"] for row in questions() for gold in row["gold"]}
    assert asked == {document.file for document in archive[1].documents}
