"""An archive is opened with what built it, and built anew beside the old index."""

import hashlib

import pytest

from index.archive import manifest_of, open_catalogue, open_index, ranking_of, rebuild
from index.catalogue.catalogue import FileRecord, Label
from index.errors import ManifestMismatch
from index.fakes import FakeEmbedder, SyllableSegmenter
from index.passages import Cut, passages_of
from index.places import Places
from index.settings import IndexSettings
from index.types import Scope
from ingest.structure.sections import sections_of
from ingest.types import Document

ALL = Scope(clearance=3)
SETTINGS = IndexSettings(passage_chars=200)
WORDS = SyllableSegmenter()


class Killed(BaseException):
    """What kill -9 looks like from inside."""


class Dying(FakeEmbedder):
    """Fails at the call after `calls`."""

    def __init__(self, dimension, calls):
        super().__init__(dimension)
        self._left = calls

    def encode_passages(self, texts):
        if self._left == 0:
            raise Killed
        self._left -= 1
        return super().encode_passages(texts)


@pytest.fixture
def places(tmp_path):
    return Places(tmp_path / "archive")


@pytest.fixture
def catalogue(places):
    opened = open_catalogue(places)
    for n in range(1, 5):
        text = "\n".join(f"Điều {k}. Việc thứ {k} của kế hoạch {n} tỉnh Sông Lam." for k in range(1, 4))
        name = hashlib.sha256(text.encode()).hexdigest()
        made = Document(f"{name}-0", text, "text/plain", sections=sections_of(text))
        opened.put(FileRecord(name, 1, "text/plain", "1", False), [made], [passages_of(made, Cut(200))], Label(n % 3))
        opened.link(f"/kho/{n}.txt", f"{n}.txt", name)
    yield opened
    opened.close()


def opened(places, catalogue, embedder=None, settings=SETTINGS):
    return open_index(places, settings, catalogue, embedder or FakeEmbedder(16), WORDS)


def built(places, catalogue):
    index, version = opened(places, catalogue)
    for batch in catalogue.pending(100):
        index.index_documents(batch)
    ids = found(index)
    index.close_store()
    return ids, version


def found(index):
    return {hit.passage.id for hit in index.search("việc của kế hoạch", ALL, 100)}


def all_passages(catalogue):
    return {passage.id for key in catalogue.document_ids() for passage in catalogue.passages_of(key)}


def test_opening_again_finds_what_was_indexed(places, catalogue):
    ids, version = built(places, catalogue)
    index, again = opened(places, catalogue)
    assert (found(index), again, index.count()) == (ids, version, 12)
    index.close_store()
    assert ids == all_passages(catalogue)


def test_another_encoder_is_refused_and_harms_nothing(places, catalogue):
    ids, _ = built(places, catalogue)
    with pytest.raises(ManifestMismatch) as caught:
        opened(places, catalogue, FakeEmbedder(32))
    assert (caught.value.expected, caught.value.found) == ("fake-32-1", "fake-16-1")
    index, _ = opened(places, catalogue)
    assert found(index) == ids
    index.close_store()


def test_the_manifest_names_what_scores_depend_on():
    one = manifest_of(SETTINGS, FakeEmbedder(16), ranking_of(SETTINGS))
    assert set(one) == {"embedder", "dimension", "sparse", "splitter", "passage_chars", "bm25"}
    weighted = IndexSettings(passage_chars=200, dense_weight=0.9, candidates=50)
    assert manifest_of(weighted, FakeEmbedder(16), ranking_of(weighted)) == one
    assert (ranking_of(weighted).dense_weight, ranking_of(weighted).depth) == (0.9, 50)


def test_a_rebuild_gives_the_same_ids_and_counts(places, catalogue):
    ids, version = built(places, catalogue)
    steps = []
    assert rebuild(places, SETTINGS, catalogue, FakeEmbedder(16), WORDS, lambda *step: steps.append(step)) == 12
    assert steps == [(n, 4) for n in range(1, 5)]
    index, again = opened(places, catalogue)
    assert (found(index), again, index.count()) == (ids, version, 12)
    index.close_store()
    assert sorted(path.name for path in places.shard.parent.iterdir()) == ["lexicon.json", "manifest.json", "shard"]
    assert catalogue.pending(1) == []


def test_a_rebuild_for_another_encoder_and_another_length(places, catalogue):
    built(places, catalogue)
    settings = IndexSettings(passage_chars=1000)
    assert rebuild(places, settings, catalogue, FakeEmbedder(32), WORDS) == 12
    index, _ = opened(places, catalogue, FakeEmbedder(32), settings)
    assert found(index) == all_passages(catalogue)
    index.close_store()
    with pytest.raises(ManifestMismatch):
        opened(places, catalogue)


@pytest.mark.parametrize("calls", [0, 2])
def test_killed_half_way_the_old_manifest_stays_and_the_next_rebuild_completes(places, catalogue, calls):
    ids, _ = built(places, catalogue)
    before = places.manifest.read_bytes()
    with pytest.raises(Killed):
        rebuild(places, SETTINGS, catalogue, Dying(32, calls), WORDS)
    assert places.manifest.read_bytes() == before
    with pytest.raises(ManifestMismatch):
        opened(places, catalogue, FakeEmbedder(32))
    index, _ = opened(places, catalogue)
    assert (found(index), index.count()) == (ids, 12)
    index.close_store()
    assert rebuild(places, SETTINGS, catalogue, FakeEmbedder(32), WORDS) == 12
    index, _ = opened(places, catalogue, FakeEmbedder(32))
    assert found(index) == ids
    index.close_store()


def test_a_rebuild_of_an_archive_without_an_index(places, catalogue):
    assert rebuild(places, SETTINGS, catalogue, FakeEmbedder(16), WORDS) == 12
    index, _ = opened(places, catalogue)
    assert index.count() == 12
    index.close_store()
