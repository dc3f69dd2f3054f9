"""The application over the fakes, with the real embedded store and SQLite."""

import datetime as dt
import json
from io import BytesIO

import fontpkg_noto_serif
import pytest
from PIL import Image
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from api.errors import DocumentNotFound, EmptyQuestion, PageNotFound, PathNotFound, QuestionTooLong
from api.settings import Settings
from api.shapes import answer_shape
from api.types import Done, Stated, Working
from index.catalogue.catalogue import Told
from index.types import Scope

pytestmark = pytest.mark.system

OPEN, MARKED = Scope(), Scope(clearance=1)
FILES = ["ke-hoach/ke-hoach-30.txt", "nghi-quyet-21.txt", "quyet-dinh-77.md"]
QUESTION = "Sản lượng nuôi biển đến năm 2030 đạt bao nhiêu tấn?"


def drawn(path, *lines):
    font = next(path for path in (fontpkg_noto_serif.ROOT / "files").glob("NotoSerif[[]*.ttf"))
    pdfmetrics.registerFont(TTFont("NotoSerif", str(font)))
    canvas = Canvas(str(path), pagesize=(595, 842), invariant=1)
    canvas.setFont("NotoSerif", 13)
    for row, line in enumerate(lines):
        canvas.drawString(72, 760 - 22 * row, line)
    canvas.save()
    return path


def test_documents_are_listed_in_file_order_a_page_at_a_time(reading):
    total, entries = reading.documents(OPEN, limit=10)
    assert (total, [entry.file for entry in entries]) == (3, FILES)
    total, entries = reading.documents(OPEN, limit=1, offset=1)
    assert (total, [entry.file for entry in entries]) == (3, FILES[1:2])
    assert reading.documents(OPEN, limit=10, query="bến cá")[1][0].number == "77/2025/QĐ-UBND"
    assert reading.documents(OPEN, limit=10, query="bến_cá") == (0, ())


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("ke-hoach/ke-hoach-30.txt", FILES[0]),
        ("ke-hoach-30.txt", FILES[0]),
        ("77/2025/QĐ-UBND", FILES[2]),
        ("Nghị quyết 21-NQ/TU", FILES[1]),
        ("nq21 tu", FILES[1]),
    ],
)
def test_find_goes_by_path_then_base_name_then_number(reading, name, file):
    assert [entry.file for entry in reading.find(name, OPEN)] == [file]


@pytest.mark.parametrize("name", ["khong-co.txt", "99-NQ/TU", "", "%", "_"])
def test_find_gives_nothing_for_what_is_not_there(reading, name):
    assert reading.find(name, OPEN) == ()


def test_search_finds_the_clause_with_its_place(reading):
    found = reading.search("phí neo đậu của chủ tàu", OPEN, limit=2)
    assert len(found) == 2
    assert found[0].file == FILES[2] and "50.000 đồng" in found[0].hit.passage.text
    assert found[0].address and found[0].pages == ()
    document = reading.document(found[0].hit.passage.document_id, OPEN)
    assert found[0].hit.passage.span.of(document.text) == found[0].hit.passage.text


def test_ask_answers_in_verbatim_words(reading):
    answer = reading.ask(f"  {QUESTION}\n", OPEN)
    assert not answer.refused and "48.000 tấn" in answer.text
    assert answer.question == QUESTION and answer.trace.scope == OPEN and answer.nearest == ()
    assert answer.trace.settings_sha == reading.settings.sha
    for citation in answer.citations:
        assert citation.span.of(reading.document(citation.document_id, OPEN).text) == citation.quote
        assert citation.address and 0 < len(citation.quote) <= 400
    json.dumps(answer_shape(answer))


def test_events_come_in_order_and_carry_the_whole_answer(reading):
    events = list(reading.ask_events(QUESTION, OPEN))
    assert [event.stage for event in events if isinstance(event, Working)] == ["searching", "composing", "verifying"]
    stated = [event for event in events if isinstance(event, Stated)]
    assert isinstance(events[-1], Done) and len(events) == 3 + len(stated) + 1
    assert tuple(event.statement for event in stated) == events[-1].answer.statements
    for event in stated:
        assert event.citations == tuple(events[-1].answer.citations[at] for at in event.statement.citations)


def test_what_the_archive_does_not_say_is_refused_with_the_nearest_passages(reading):
    answer = reading.ask("Ai sáng tác bản giao hưởng mùa đông?", OPEN)
    assert answer.refused and answer.statements == () and answer.citations == () and answer.text == ""
    assert len(answer.nearest) == reading.settings.answer.nearest


@pytest.mark.parametrize("question", ["", "  ", "\n\t\u00a0"])
def test_an_empty_question_is_refused_before_the_first_event(reading, question):
    for door in (reading.ask, reading.ask_events, reading.search):
        with pytest.raises(EmptyQuestion):
            door(question, OPEN)


def test_a_question_may_be_as_long_as_the_limit_and_no_longer(reading):
    limit = reading.settings.answer.max_question_chars
    assert reading.ask("a" * limit, OPEN).refused
    with pytest.raises(QuestionTooLong) as caught:
        reading.ask("a" * (limit + 1), OPEN)
    assert (caught.value.length, caught.value.limit) == (limit + 1, limit)


def test_a_question_of_signs_alone_is_refused(reading):
    answer = reading.ask("?!…", OPEN)
    assert answer.refused and answer.nearest == ()


def test_unknown_documents_and_pages(reading):
    for ask in (reading.entry, reading.document, reading.original):
        with pytest.raises(DocumentNotFound):
            ask("0" * 64 + "-0", OPEN)
    entry = reading.documents(OPEN, limit=1)[1][0]
    for number in (-1, 0, 1, 10**9):
        with pytest.raises(PageNotFound):
            reading.page_image(entry.id, number, OPEN, width_px=600)


def test_the_original_is_the_bytes_that_were_read(reading, archive):
    for entry in reading.documents(OPEN, limit=10)[1]:
        path, media_type, name = reading.original(entry.id, OPEN)
        assert path.is_relative_to(archive) and media_type == entry.media_type and entry.file.endswith(name)
        assert entry.title.casefold() in " ".join(path.read_text("utf-8").split()).casefold()


def test_an_empty_archive_refuses_and_finds_nothing(application):
    assert application.search("bến cá", OPEN) == ()
    assert application.ask("Phí neo đậu là bao nhiêu?", OPEN).refused
    assert application.documents(OPEN, limit=5) == (0, ())


def test_quotes_bound_a_search_and_not_a_question(reading):
    assert reading.search('"neo đậu 50.000"', Scope())
    assert reading.search('phí "không hề có cụm này"', Scope()) == ()
    answer = reading.ask('Chủ tàu nộp phí "neo đậu tàu" bao nhiêu mỗi ngày đêm?', Scope())
    assert not answer.refused and "50.000 đồng" in answer.text


def test_ingesting_again_changes_nothing_and_a_changed_file_is_replaced(application, tmp_path, write):
    folder = write(tmp_path / "goc", {"a.txt": "Điều 1. Cảng cá mở lúc 4 giờ.", "anh.jpg": "x"})
    first = application.ingest([folder])
    assert (first.read, first.unchanged, first.failed) == (1, 0, [])
    assert first.skipped == [("anh.jpg", "not_a_document")]
    again = application.ingest([folder])
    assert (again.read, again.unchanged, again.replaced) == (0, 1, 0)
    assert (again.documents, again.passages) == (first.documents, first.passages)
    write(folder, {"a.txt": "Điều 1. Cảng cá mở lúc 5 giờ."})
    changed = application.ingest([folder])
    assert (changed.replaced, changed.documents) == (1, 1)
    texts = [found.hit.passage.text for found in application.search("cảng cá mở lúc mấy giờ", OPEN)]
    assert len(texts) == 1 and "5 giờ" in texts[0]


def test_several_roots_begin_with_the_roots_name(application, tmp_path, write):
    first, second = (write(tmp_path / name, {"a.txt": f"Điều 1. Bến {name}."}) for name in ("mot", "hai"))
    progress = []
    application.ingest([first, second], progress.append)
    assert [entry.file for entry in application.documents(OPEN, limit=5)[1]] == ["hai/a.txt", "mot/a.txt"]
    assert list(dict.fromkeys((step.done, step.total) for step in progress if step.done)) == [(1, 2), (2, 2)]


@pytest.mark.parametrize("name", ["khong-co", "x" * 300], ids=["none", "too long a name"])
def test_a_missing_path_is_told_before_anything_is_read(application, tmp_path, write, name):
    folder = write(tmp_path / "goc", {"a.txt": "Điều 1. Bến."})
    with pytest.raises(PathNotFound):
        application.ingest([folder, tmp_path / name])
    assert application.documents(OPEN, limit=5) == (0, ())


def test_closed_it_opens_again_by_itself_and_for_others(application, build_over_fakes, tmp_path, write):
    application.ingest([write(tmp_path / "goc", {"a.txt": "Điều 1. Cảng cá mở lúc 4 giờ."})])
    before = application.search("cảng cá", OPEN)
    application.close()
    application.close()
    assert application.search("cảng cá", OPEN) == before
    application.close()
    other = build_over_fakes(Settings(data=tmp_path / "kho"))
    assert other.search("cảng cá", OPEN) == before
    other.close()
    other.catalogue.close()


def test_rebuilding_gives_the_same_archive(application, tmp_path, write):
    application.ingest([write(tmp_path / "goc", {"a.txt": "Điều 1. Cảng cá.", "b.txt": "Điều 1. Rừng ngập mặn."})])
    before, steps = application.search("rừng ngập mặn", OPEN), []
    assert application.rebuild(lambda *step: steps.append(step)) == 2
    assert steps[-1] == (2, 2)
    assert application.search("rừng ngập mặn", OPEN) == before


def test_warm_makes_it_ready(application):
    assert not application.is_warm
    application.warm()
    assert application.is_warm


# What a reader may not see ----------------------------------------------------------------------------------------


@pytest.fixture
def marked(application, tmp_path, write):
    """An archive of an open text and a PDF of clearance 1, with the PDF's document id."""
    application.ingest([write(tmp_path / "goc", {"mo.txt": "Điều 1. Bến cá Vịnh Sâu mở cửa lúc 4 giờ."})])
    pdf = drawn(tmp_path / "mat.pdf", "Số: 4/BC-UBND", "1. Địa điểm tập kết ca nô cao tốc là bến Vịnh Sâu.")
    summary = application.ingest([pdf], told=Told(clearance=1))
    assert summary.failed == []
    (entry,) = application.find("mat.pdf", MARKED)
    return entry.id


def test_the_cleared_reader_sees_it_at_every_door(application, marked):
    assert any(found.hit.passage.document_id == marked for found in application.search("ca nô cao tốc", MARKED))
    answer = application.ask("Địa điểm tập kết ca nô cao tốc là bến nào?", MARKED)
    assert any(citation.document_id == marked and citation.pages == (1,) for citation in answer.citations)
    assert application.documents(MARKED, limit=5)[0] == 2
    assert application.entry(marked, MARKED).clearance == 1
    image = Image.open(BytesIO(application.page_image(marked, 1, MARKED, width_px=700)))
    assert image.width == 900
    assert application.page_image(marked, 1, MARKED, width_px=10**6)
    with pytest.raises(PageNotFound):
        application.page_image(marked, 2, MARKED, width_px=700)


def test_the_default_reader_does_not_see_it_at_any_door(application, marked):
    # The cleared reader comes first, so that caches hold the document.
    application.ask("Địa điểm tập kết ca nô cao tốc là bến nào?", MARKED)
    application.page_image(marked, 1, MARKED, width_px=700)
    scope = application.default_scope()
    assert scope == OPEN
    assert all(found.hit.passage.document_id != marked for found in application.search("ca nô cao tốc", scope))
    answer = application.ask("Địa điểm tập kết ca nô cao tốc là bến nào?", scope)
    assert marked not in json.dumps(answer_shape(answer)) and "tập kết" not in answer.text
    assert all("tập kết" not in found.hit.passage.text for found in answer.nearest)
    total, entries = application.documents(scope, limit=5)
    assert (total, [entry.file for entry in entries]) == (1, ["mo.txt"])
    assert application.documents(scope, limit=5, query="mat.pdf")[0] == 0
    for name in ("mat.pdf", "4/BC-UBND"):
        assert application.find(name, scope) == ()
    for door in (application.entry, application.document, application.original):
        with pytest.raises(DocumentNotFound):
            door(marked, scope)
    with pytest.raises(DocumentNotFound):
        application.page_image(marked, 1, scope, width_px=700)


def test_organisation_and_date_bound_a_reader_as_well(application, tmp_path, write):
    text = (
        "Số: 5/KH-UBND\nLạc Sơn, ngày 1 tháng 2 năm 2025\n"
        "KẾ HOẠCH\nNạo vét luồng vào cảng Trà\n\n1. Nạo vét 3 km luồng."
    )
    folder = write(tmp_path / "goc", {"a.txt": text})
    application.ingest([folder], told=Told(organisation="so-thuy-san"))
    assert application.search("nạo vét luồng", Scope(organisations=frozenset({"so-thuy-san"})))
    for scope in (Scope(organisations=frozenset()), Scope(as_of=dt.date(2025, 1, 31))):
        assert application.search("nạo vét luồng", scope) == ()
        assert application.ask("Nạo vét mấy km luồng?", scope).refused
        assert application.find("a.txt", scope) == ()


def test_a_label_above_the_ceiling_is_not_kept(application, tmp_path, write):
    folder = write(tmp_path / "goc", {"a.txt": "Điều 1. Nội dung không được lưu ở đây."})
    summary = application.ingest([folder], told=Told(clearance=2))
    assert [(failure.file, failure.code) for failure in summary.failed] == [("a.txt", "secrecy_too_high")]
    assert application.documents(Scope(clearance=3), limit=5)[0] == 0
    assert not [path for path in application.places.originals.rglob("*") if path.is_file()]
