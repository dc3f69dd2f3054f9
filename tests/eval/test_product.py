"""The product behind the ports: the real application, catalogue and store, with light encoders."""

import pytest

from api.application import Application
from api.settings import Settings
from eval.product import ProductAnswers, ProductIndex, description_of, document_of
from index.fakes import FakeEmbedder, SyllableSegmenter
from index.passages import passages_of
from index.types import Scope


@pytest.fixture
def application(tmp_path):
    application = Application(Settings(data=tmp_path / "archive"), FakeEmbedder(), SyllableSegmenter())
    yield application
    application.close()
    application.catalogue.close()


LONG = "\n\n".join(f"{n}. Điều khoản về lĩnh vực thứ {n} và những việc liên quan." * 4 for n in range(1, 20))
ROWS = [
    ("d1", "Luật Cư trú", "Đăng ký thường trú\n\nCông dân đăng ký thường trú tại công an xã."),
    ("d2", "Luật Giáo dục", "Học phí\n\nHọc phí của trường công lập do tỉnh quy định."),
    ("d3", "", "Kết hôn\n\nĐăng ký kết hôn tại ủy ban nhân dân xã."),
    ("d4", "Luật Dài", LONG),
    ("d5", "Luật Trống", ""),
]


def test_title_and_text_are_read_as_one_document():
    document = document_of("x-0", "Luật  Cư trú", "Phạm vi\n\nLuật này quy định.")
    assert document.text == "Luật Cư trú\nPhạm vi\nLuật này quy định."
    assert document.facts.title.span.of(document.text) == document.facts.title.value == "Luật Cư trú"
    assert document_of("x-0", "", "Phạm vi").facts.title is None
    assert document_of("x-0", "", "").text == ""


def test_every_passage_of_a_long_row_carries_the_title():
    passages = passages_of(document_of("x-0", "Luật Dài", LONG))
    assert len(passages) > 1
    assert all("Luật Dài" in f"{passage.heading}\n{passage.text}" for passage in passages)


def test_rows_are_ranked_by_their_best_passage(application):
    index = ProductIndex(application)
    index.add(ROWS)
    for leg in ("fused", "sparse", "dense"):
        ranked = index.rank("học phí trường công lập", limit=3, leg=leg)
        assert ranked[0][0] == "d2"
        assert len({key for key, _ in ranked}) == len(ranked)
    # d4 has many passages and takes one place; whatever has words can be reached.
    assert {key for key, _ in index.rank("lĩnh vực thứ", limit=10, leg="dense")} == {"d1", "d2", "d3", "d4", "d5"}
    assert len(index.rank("lĩnh vực thứ", limit=2, leg="dense")) == 2
    assert index.rank("!!!", limit=3) == []
    # A question quotes names, rightly or not: what it asks is ranked all the same.
    assert index.rank('"học phý" trường công lập', limit=1)[0][0] == "d2"


def test_a_folder_is_ingested_and_asked(application, tmp_path):
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "a.md").write_text("# Quy định\n\nMỗi tỉnh ủy chọn cử tối đa 50 người.\n", encoding="utf-8")
    (folder / "b.pdf").write_bytes(b"%PDF-1.7 broken")
    answers = ProductAnswers(application)
    assert answers.ingest(folder) == ["b.pdf"]
    said = answers.ask("Mỗi tỉnh ủy chọn cử tối đa bao nhiêu người?", Scope())
    assert {"refused", "answer", "citations", "nearest", "trace", "latency_ms"} <= said.keys()


def test_what_a_run_depends_on_is_described(application):
    ProductIndex(application).add(ROWS[:1])
    described = description_of(application)
    assert described["embedder"] == "fake-384-1"
    assert described["generator"] == "extractive"
    assert len(described["settings_sha"]) == 16
    assert "splitter" in described
