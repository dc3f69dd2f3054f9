"""Facts that are asked of documents become the places where these say them, inside the reader's scope."""

import datetime as dt

import pytest

from index.catalogue.catalogue import Catalogue, FileRecord, Label
from index.catalogue.migrate import open_engine
from index.fakes import FakeEmbedder, SyllableSegmenter
from index.named import named_in
from index.passages import Cut, passages_of
from index.query.understanding import Part
from index.search import Index
from index.store.fake import FakeStore
from index.types import Scope
from index.vocabulary import Vocabulary
from ingest.types import Document, Fact, Facts, Span

ALL = Scope(clearance=3)
BODY = "\n".join(f"Đoạn {number} nói về công việc của cơ quan." for number in range(30))


def made(letter, number, kind, issuer, title, signer="", day=5, head=""):
    date = f"ngày {day} tháng 3 năm 2025"
    text = f"{issuer}\nSố {number}\n{date}\n{kind}\n{title}\n{head}{BODY}\n{signer}"

    def fact(value, printed):
        at = text.index(printed)
        return Fact(value, Span(at, at + len(printed)))

    facts = Facts(
        number=fact(number, number) if number else None,
        kind=fact(kind, kind),
        issuer=fact(issuer, issuer),
        title=fact(title, title),
        issued_on=fact(dt.date(2025, 3, day), date),
        signer=fact(signer, signer) if signer else None,
    )
    return Document(letter * 64 + "-0", text, "text/plain", facts)


DOCUMENTS = {
    "a": made("a", "57-NQ/TW", "nghị quyết", "Bộ Chính trị", "về đột phá công nghệ", "Lê Văn Sáu"),
    "b": made("b", "3-KH/BYT", "kế hoạch", "Bộ Y tế", "thực hiện Nghị quyết số 57-NQ/TW", "Trần Thị Bảy", 6),
    "c": made("c", "4-KH/BYT", "kế hoạch", "Bộ Y tế", "về tiêm chủng mở rộng cho trẻ em", "Ngô Văn Tám", 7),
    "d": made("d", "9-KL/TW", "kết luận", "Bộ Chính trị", "về cán bộ", "", 8),
    "e": made("e", "", "phụ lục", "Bộ Y tế", "danh mục chỉ tiêu"),
    "f": made("f", "8-QĐ/BYT", "quyết định", "Bộ Y tế", "về trực đêm tại khoa", "Vũ Thị Chín"),
}


@pytest.fixture
def archive(tmp_path):
    catalogue = Catalogue(open_engine(f"sqlite:///{tmp_path / 'catalogue.sqlite'}"))
    for letter, document in DOCUMENTS.items():
        label = Label(clearance=1 if letter == "f" else 0)
        passages = passages_of(document, Cut(300))
        catalogue.put(FileRecord(document.file_id, 1, "text/plain", "1", False), [document], [passages], label)
        name = "03-KH-BYT_PL1.md" if letter == "e" else f"{letter}.md"
        catalogue.link(f"/kho/{name}", name, document.file_id)
        catalogue.mark_indexed([document.id])
    yield catalogue
    catalogue.close()


def told(archive, question, scope=ALL, literal=()):
    said = Vocabulary().understood(question, literal)
    return [
        (str(each.fact), each.place.document_id[0], each.place.span.of(DOCUMENTS[each.place.document_id[0]].text))
        for each in named_in(said, archive, scope).told
    ]


def test_the_place_of_each_fact_in_each_document(archive):
    assert told(archive, "Nghị quyết 57 và kế hoạch 4 do ai ký, ban hành ngày nào?") == [
        ("issued_on", "a", "ngày 5 tháng 3 năm 2025"),
        ("signer", "a", "Lê Văn Sáu"),
        ("issued_on", "c", "ngày 7 tháng 3 năm 2025"),
        ("signer", "c", "Ngô Văn Tám"),
    ]


def test_beside_it_where_it_was_not_read(archive):
    assert told(archive, "Kết luận 9 ai ký") == [("signer", "d", "ngày 8 tháng 3 năm 2025")]
    assert told(archive, "Nơi nhận của Kết luận 9 gồm những ai") == []


@pytest.mark.parametrize(
    "question",
    [
        "Kế hoạch của Bộ Y tế thực hiện Nghị quyết 57 do ai ký?",
        "Kế hoạch thực hiện Nghị quyết 57 ai ký",
        "ai là người ký kế hoạch triển khai Nghị quyết 57-NQ/TW của Bộ Chính trị",
    ],
)
def test_of_a_plan_not_of_what_it_carries_out(archive, question):
    assert told(archive, question) == [("signer", "b", "Trần Thị Bảy")]


def test_by_subject(archive):
    question = "Kế hoạch của Bộ Y tế về tiêm chủng mở rộng số hiệu là gì?"
    assert told(archive, question) == [("number", "c", "4-KH/BYT")]
    assert told(archive, "Kế hoạch của Bộ Công an về tiêm chủng mở rộng do ai ký") == []


def test_a_description_that_fits_nothing_or_is_not_asked_for_names_nothing(archive):
    for question in ("Kế hoạch về phòng cháy chữa cháy rừng do ai ký", "Kế hoạch của Bộ Y tế có mấy nhiệm vụ"):
        assert named_in(Vocabulary().understood(question), archive, ALL).documents == frozenset()


def test_an_annex_is_known_by_its_file(archive):
    found = named_in(Vocabulary().understood("phụ lục Kế hoạch 3-KH/BYT có chỉ tiêu gì"), archive, ALL)
    assert {key[0] for key in found.documents} == {"b", "e"} and found.told == ()


def test_what_a_reader_may_not_see_tells_nothing(archive):
    assert told(archive, "Quyết định 8 ai ký") == [("signer", "f", "Vũ Thị Chín")]
    assert told(archive, "Quyết định 8 ai ký", Scope()) == []
    assert told(archive, "Quyết định của Bộ Y tế về trực đêm tại khoa ai ký") != []
    assert told(archive, "Quyết định của Bộ Y tế về trực đêm tại khoa ai ký", Scope()) == []
    assert archive.facts_of([DOCUMENTS["f"].id, "?"], Scope()) == {}


def test_undone_with_the_names_of_documents(archive):
    question = "Nghị quyết 57 do ai ký, ban hành ngày nào?"
    assert told(archive, question, literal=[Part.FACTS]) == told(archive, question, literal=[Part.NUMBERS]) == []


def test_the_passage_that_says_it_is_among_the_first(archive):
    index = Index(archive, FakeStore(), FakeEmbedder(64), SyllableSegmenter())
    index.index_documents([document.id for document in DOCUMENTS.values()])
    question = "Công việc của cơ quan: Nghị quyết 57 do ai ký?"

    def holding(literal=()):
        hits = index.search(index.understand(question, literal), ALL, 3)
        return [at for at, hit in enumerate(hits) if "Lê Văn Sáu" in hit.passage.text]

    assert holding()[:1] == [0] and 0 not in holding([Part.FACTS])
