"""Archives made by the real application, catalogue and store, with light encoders."""

import pytest

from api.application import Application
from api.settings import Settings
from eval.errors import NothingToScore
from eval.speed import archives as module
from eval.speed.archives import Archives, built_of, copied_sparsely
from eval.speed.asking import cases, questions_of, speed_of, store_of, timed, whole_path
from eval.speed.machine import disk_mib, machine, memory_mib
from eval.speed.rivals import bm25s_leg, both_legs, local_mode, passages_in, points_in, sparse_leg, terms_by
from index.fakes import FakeEmbedder, SyllableSegmenter
from index.types import Scope

CLAUSE = "{}. Cơ quan thứ {} chịu trách nhiệm tổ chức thực hiện nhiệm vụ được giao và báo cáo kết quả hằng quý."


def application_of(folder):
    return Application(Settings(data=folder), FakeEmbedder(), SyllableSegmenter())


@pytest.fixture
def source(tmp_path):
    folder = tmp_path / "documents"
    folder.mkdir()
    lines = "\n\n".join(f"Điều {n}. Nhiệm vụ {n}\n\n{CLAUSE.format(1, n)}" for n in range(1, 30))
    (folder / "a.md").write_text(f"# Quy định\n\n{lines}\n", encoding="utf-8")
    application = application_of(tmp_path / "source")
    application.ingest([folder])
    application.close()
    application.catalogue.close()
    return tmp_path / "source"


@pytest.fixture
def light(monkeypatch):
    """The archives' own encoders, light."""
    monkeypatch.setattr(module, "OpenVinoE5", FakeEmbedder)
    monkeypatch.setattr(module, "Segmenter", SyllableSegmenter)
    monkeypatch.setattr(module, "build", lambda settings: Application(settings, FakeEmbedder(), SyllableSegmenter()))


def archives_of(tmp_path, source):
    told = []
    return Archives(tmp_path / "out", source, (), told.append), told


def test_sizes_are_made_once_each_from_the_one_below(source, light, tmp_path):
    archives, told = archives_of(tmp_path, source)
    place, built = archives.of(100)
    assert built.real < 100 <= built.passages < 200
    bigger, more = archives.of(300)
    assert more.passages >= 300
    assert more.documents > built.documents
    assert "từ base" not in told[-1] and str(built.passages) in told[-1]
    said = len(told)
    assert archives.of(100) == (place, built)
    assert archives_of(tmp_path, source)[0].of(300) == (bigger, more)
    assert len(told) == said
    optimised, _ = archives.of(100, optimised=True)
    assert built_of(optimised).passages == built.passages
    with pytest.raises(NothingToScore):
        archives.of(10)


def test_what_is_made_is_a_whole_archive(source, light, tmp_path):
    place, built = archives_of(tmp_path, source)[0].of(1500)
    application = application_of(place)
    try:
        index, catalogue = application.index, application.catalogue
        assert index.count() == built.passages == len(passages_in(catalogue))
        assert not catalogue.pending(1)
        hits = index.search("nhiệm vụ được giao", Scope(), 10)
        assert len(hits) == 10
        assert len(catalogue.entries_of([hit.passage.document_id for hit in hits], Scope())) > 0
        named = [case.name for case in cases(application)]
        assert {name.partition("+")[0] for name in named} == {"khong-loc", "loai", "nam", "don-vi"}
        for case in cases(application):
            assert whole_path(application, case)("nhiệm vụ được giao")
        copies = [key for key in catalogue.ids(Scope()) if catalogue.copies_of(key, Scope())]
        assert bool(copies) is (built.documents >= 50)
        assert disk_mib(place) > 0
    finally:
        application.close()
        catalogue.close()


def test_copies_are_the_same_and_keep_their_holes(tmp_path):
    place = tmp_path / "holes"
    with place.open("wb") as file:
        file.write(b"start")
        file.seek(8 * 2**20)
        file.write(b"end" + bytes(100_000))
    copied_sparsely(str(place), str(tmp_path / "copy"))
    assert (tmp_path / "copy").read_bytes() == place.read_bytes()
    assert disk_mib(tmp_path / "copy") < 1


def test_questions_come_from_files_or_from_the_archive(source, tmp_path):
    application = application_of(source)
    try:
        (tmp_path / "q.jsonl").write_text('{"question": "Ai làm?"}\n', encoding="utf-8")
        (tmp_path / "b.jsonl").write_text('{"_id": "1", "text": "Khi nào?"}\n', encoding="utf-8")
        asked = questions_of([tmp_path / "q.jsonl", tmp_path / "b.jsonl"], application, 5)
        assert len(asked) == 5
        assert set(asked) == {"Ai làm?", "Khi nào?"}
        own = questions_of([], application, 40)
        assert len(own) == 40
        assert all(question.strip() and "\n" not in question for question in own)
    finally:
        application.close()
        application.catalogue.close()


def test_every_question_is_asked_once_by_one_and_by_many():
    for clients in (1, 4):
        asked = []
        speed = timed(asked.append, [str(number) for number in range(40)], clients)
        assert (speed.clients, speed.asked) == (clients, 40)
        assert sorted(asked[-40:]) == sorted(str(number) for number in range(40))
        assert speed.p95_ms >= speed.p50_ms >= 0
        assert speed.per_s > 0
    assert speed_of([1.0, 3.0], 1, 0.5).per_s == 4.0


def test_the_machine_tells_of_itself():
    import os

    told = machine()
    assert told["cores"] >= 1
    assert told["memory_mib"] > 100
    assert len(told["load"]) == 3
    memory = memory_mib(os.getpid())
    assert memory["peak"] >= memory["rss"] > 10
    assert memory_mib(2**30) == {}


def test_rivals_find_over_the_same_points(source, tmp_path):
    application = application_of(source)
    try:
        store, terms = store_of(application.index), terms_by(SyllableSegmenter())
        points = list(points_in(store))
        passages = passages_in(application.catalogue)
        assert {point.id for point in points} == {passage.id for passage in passages}
        other, loading_s = local_mode(tmp_path / "local", points, 384)
        assert other.count() == len(points)
        questions = ["cơ quan thứ 5", "báo cáo kết quả"]
        assert sparse_leg(store, questions, terms).asked == 2
        assert both_legs(other, FakeEmbedder(), questions, terms).p50_ms > 0
        speed, built_s = bm25s_leg([passage.text for passage in passages], questions, terms)
        assert speed.asked == 2
        assert min(built_s, loading_s) >= 0
        other.close()
    finally:
        application.close()
        application.catalogue.close()
