"""Words are counted from open documents only, kept beside the index, and counted again when the archive has changed."""

import json

import pytest

from index.catalogue.catalogue import Catalogue, FileRecord, Label
from index.catalogue.migrate import open_engine
from index.errors import AbbreviationsUnreadable
from index.passages import passages_of
from index.vocabulary import Vocabulary, abbreviations_of
from ingest.types import Document

OPEN = Label()


@pytest.fixture
def catalogue(tmp_path):
    opened = Catalogue(open_engine(f"sqlite:///{tmp_path / 'catalogue.sqlite'}"))
    yield opened
    opened.close()


def add(catalogue, letter, text, label=OPEN):
    made = Document(letter * 64 + "-0", text, "text/plain")
    catalogue.put(FileRecord(made.file_id, 1, "text/plain", "1", False), [made], [passages_of(made)], label)
    catalogue.link(f"/kho/{letter}", letter, made.file_id)


def test_questions_are_read_by_the_words_of_the_archive(catalogue, tmp_path):
    place = tmp_path / "index" / "lexicon.json"
    assert Vocabulary(catalogue).understood("luu tru ho so").words == "luu tru ho so"
    add(catalogue, "a", "Lưu trữ hồ sơ của cơ quan.")
    words = Vocabulary(catalogue, place)
    assert words.understood("luu tru ho so").words == "lưu trữ hồ sơ"
    assert Vocabulary(catalogue, place).refresh() == words.refresh()


@pytest.mark.parametrize("label", [Label(clearance=1), Label(organisation="stc")])
def test_closed_documents_teach_nothing(catalogue, label):
    add(catalogue, "a", "Lưu trữ hồ sơ của cơ quan.")
    add(catalogue, "b", "Chiến dịch Sao Khuê.", label)
    words = Vocabulary(catalogue)
    # That Vietnamese has such a word, a dictionary tells.
    assert "khuê" not in words.lexicon.syllables and not words.lexicon.pairs.get("sao khuê")
    add(catalogue, "c", "Đồng chí Zuơng.", label)
    assert Vocabulary(catalogue).understood("dong chi zuong").words == "đồng chí zuong"


def test_a_document_that_is_gone_or_closed_is_unlearnt_at_once(catalogue, tmp_path):
    place = tmp_path / "lexicon.json"
    for at in range(40):
        add(catalogue, chr(ord("A") + at), f"Lưu trữ hồ sơ thứ {at}.")
    add(catalogue, "z", "Chiến dịch Sao Khuê.")
    words = Vocabulary(catalogue, place)
    assert words.understood("sao khue").words == "sao khuê"
    catalogue.relabel("z" * 64, Label(clearance=2))
    assert "khuê" not in words.refresh().syllables
    assert "khuê" not in place.read_text(encoding="utf-8")


def test_a_few_more_documents_wait_many_are_counted(catalogue):
    for at in range(40):
        add(catalogue, chr(ord("A") + at), f"Lưu trữ hồ sơ thứ {at}.")
    words = Vocabulary(catalogue)
    words.refresh()
    add(catalogue, "x", "Chiến dịch Sao Khuê.")
    assert "khuê" not in words.refresh().syllables
    for letter in "vwyz":
        add(catalogue, letter, f"Chiến dịch {letter}.")
    assert "khuê" in words.refresh().syllables


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"syllables": {}}', '{"syllables": 1, "pairs": 2, "documents": 3}']
)
def test_a_damaged_file_is_counted_again(catalogue, tmp_path, content):
    place = tmp_path / "lexicon.json"
    place.write_text(content, encoding="utf-8")
    add(catalogue, "a", "Lưu trữ hồ sơ của cơ quan.")
    assert Vocabulary(catalogue, place).understood("luu tru").words == "lưu trữ"
    assert json.loads(place.read_text(encoding="utf-8"))["documents"] == ["a" * 64 + "-0"]


def test_a_deployments_abbreviations_win(tmp_path):
    own = tmp_path / "viet-tat.tsv"
    own.write_text("KSL\tkhu Sông Lam | kho sách lẻ\n", encoding="utf-8")
    found = Vocabulary(abbreviations=abbreviations_of(own)).understood("kinh phí KSL năm nay")
    assert found.meaning == "kinh phí khu Sông Lam năm nay"
    assert found.expansions[0].meanings == ("khu Sông Lam", "kho sách lẻ")


@pytest.mark.parametrize("content", [None, "KSL khu Sông Lam\n", b"\xff\xfe\x00"])
def test_a_bad_list_of_abbreviations_is_told(tmp_path, content):
    own = tmp_path / "viet-tat.tsv"
    if content is not None:
        own.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(AbbreviationsUnreadable, match=r"viet-tat\.tsv"):
        abbreviations_of(own)


def test_counts_that_cannot_be_kept_are_used_and_told(catalogue, tmp_path, caplog):
    add(catalogue, "a", "Lưu trữ hồ sơ của cơ quan.")
    place = tmp_path / "tep" / "lexicon.json"
    place.parent.write_text("không phải thư mục", encoding="utf-8")
    assert Vocabulary(catalogue, place).understood("luu tru").words == "lưu trữ"
    assert "lexicon.json" in caplog.text


def test_what_looks_like_a_slip_is_suggested_and_nothing_is_changed(catalogue):
    filler = "các địa phương, đơn vị và những người có liên quan; " * 400
    add(catalogue, "a", ("Cơ quan hỗ trợ doanh nghiệp theo quy định. " * 100 + filler) * 10)
    words = Vocabulary(catalogue)
    said = words.understood("hổ trợ doanh nghiệp")
    assert said.words == "hổ trợ doanh nghiệp" and words.suggested(said) == "hỗ trợ doanh nghiệp"
    assert words.suggested(words.understood("hỗ trợ doanh nghiệp")) is None
    assert Vocabulary().suggested(said) is None


def test_closed_documents_suggest_nothing(catalogue):
    filler = "các địa phương, đơn vị và những người có liên quan; " * 400
    add(catalogue, "a", filler * 10)
    add(catalogue, "b", "Cơ quan hỗ trợ doanh nghiệp theo quy định. " * 1000, Label(clearance=1))
    words = Vocabulary(catalogue)
    assert words.suggested(words.understood("hổ trợ doanh nghiệp")) is None
