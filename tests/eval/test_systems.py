"""Ways to search over the real index, catalogue and store, with light encoders."""

import pytest

from api.application import Application
from api.settings import Settings
from eval.errors import UnknownSystem
from eval.product import ProductIndex, ProductPassages
from eval.systems import PASSAGES, WHOLE, chosen, ranked, searching, systems_of
from index.fakes import FakeEmbedder, SyllableSegmenter
from index.types import Scope

ROWS = [
    ("d1", "Luật Cư trú", "Đăng ký thường trú\n\nCông dân đăng ký thường trú tại công an xã."),
    ("d2", "Luật Giáo dục", "Học phí\n\nHọc phí của trường công lập do tỉnh quy định."),
    ("d3", "", "Kết hôn\n\nĐăng ký kết hôn tại ủy ban nhân dân xã."),
]


@pytest.fixture
def application(tmp_path):
    application = Application(Settings(data=tmp_path / "archive"), FakeEmbedder(), SyllableSegmenter())
    yield application
    application.close()
    application.catalogue.close()


@pytest.fixture
def rows(application):
    index = ProductIndex(application)
    index.add(ROWS)
    return index


def test_every_system_finds_the_passage_with_the_words(application, rows):
    systems = systems_of(application.index)
    assert systems[0].name == WHOLE
    assert len({system.name for system in systems}) == len(systems)
    for system in systems:
        found = rows.rank_by(system.search, "học phí trường công lập", passages=PASSAGES)
        assert found[0][0] == "d2", system.name
        assert len({key for key, _ in found}) == len(found)


def test_the_whole_system_is_the_product(application, rows):
    question = "đăng ký thường trú ở đâu"
    whole = chosen(application.index, WHOLE)[0].search(question, 10)
    assert whole == application.index.search(question, Scope(), 10)


def test_a_changed_ranking_leaves_the_index_as_it_was(application, rows):
    index = application.index
    before = index.search("kết hôn", Scope(), 3)
    other = ranked(index, dense_weight=0.0, depth=1)
    assert searching(other)("kết hôn", 3)[0].score != before[0].score
    assert index.search("kết hôn", Scope(), 3) == before


def test_rank_fusion_orders_by_both_legs(application, rows):
    rrf = next(system for system in systems_of(application.index) if system.name == "rrf")
    hits = rrf.search("đăng ký", 10)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert hits[0].score <= 2 / 61
    assert len(rrf.search("đăng ký", 1)) == 1


def test_systems_are_chosen_by_name(application, rows):
    assert [system.name for system in chosen(application.index, f"rrf, {WHOLE},rrf")] == ["rrf", WHOLE]
    assert len(chosen(application.index, f"{WHOLE},all")) == len(systems_of(application.index))
    with pytest.raises(UnknownSystem, match="nhầm"):
        chosen(application.index, "nhầm")


def test_rows_without_headings_are_found_by_their_words_alone(tmp_path):
    application = Application(Settings(data=tmp_path / "bare"), FakeEmbedder(), SyllableSegmenter())
    index = ProductIndex(application)
    index.add([("d2", "", ROWS[1][2])], headed=False)
    hits = application.index.search("học phí", Scope(), 5)
    assert {hit.passage.heading for hit in hits} == {""}
    application.close()
    application.catalogue.close()


def test_passages_carry_the_names_of_their_files(application, tmp_path):
    folder = tmp_path / "documents"
    folder.mkdir()
    text = "# Quy định\n\nMỗi tỉnh ủy chọn cử tối đa 50 người.\n"
    (folder / "a.md").write_text(text, encoding="utf-8")
    application.ingest([folder])
    passages = ProductPassages(application, searching(application.index))
    (first, *_) = passages.top("cử tối đa bao nhiêu người", 5)
    assert first.files == {"a.md"}
    assert [each.text for each in passages.of_file("a.md")] == [first.text]
    assert passages.of_file("không-có.md") == []
