"""An archive is opened with what built it."""

import json

import pytest

from index.archive import manifest_of, ranking_of
from index.catalogue.generations import CURRENT
from index.errors import IndexElsewhere, ManifestMismatch, StoreDamaged
from index.fakes import FakeEmbedder
from index.rebuilding import rebuild
from index.settings import IndexSettings

SETTINGS = IndexSettings(passage_chars=200)


@pytest.fixture
def archive(made_archive):
    return made_archive()


def test_opening_again_finds_what_was_indexed(archive):
    index, version = archive.opened()
    ids = archive.found(index)
    index.close_store()
    again, same = archive.opened()
    assert (archive.found(again), same, again.count()) == (ids, version, 12)
    again.close_store()
    assert ids == archive.all_passages()


def test_another_encoder_is_refused_and_harms_nothing(archive):
    ids = archive.found_now()
    with pytest.raises(ManifestMismatch) as caught:
        archive.opened(FakeEmbedder(32))
    assert (caught.value.expected, caught.value.found) == ("fake-32-1", "fake-16-1")
    assert archive.found_now() == ids


def test_the_manifest_names_what_scores_depend_on():
    one = manifest_of(SETTINGS, FakeEmbedder(16), ranking_of(SETTINGS))
    assert set(one) == {"embedder", "dimension", "sparse", "splitter", "passage_chars", "bm25"}
    weighted = IndexSettings(passage_chars=200, dense_weight=0.9, candidates=50)
    assert manifest_of(weighted, FakeEmbedder(16), ranking_of(weighted)) == one
    assert (ranking_of(weighted).dense_weight, ranking_of(weighted).depth) == (0.9, 50)


def test_an_index_in_another_kind_of_store_is_told_and_not_made_anew(archive):
    with pytest.raises(IndexElsewhere, match="VANBAN_INDEX__STORE=embedded"):
        archive.opened(settings=IndexSettings(passage_chars=200, store="server", server_url="http://127.0.0.1:1"))
    assert archive.found_now() == archive.all_passages()


def test_a_lost_store_is_damage_and_an_empty_archive_is_not(archive, made_archive):
    archive.lose_store()
    with pytest.raises(StoreDamaged, match="vanban rebuild"):
        archive.opened()
    empty = made_archive(documents=0)
    empty.lose_store()
    index, _ = empty.opened()
    assert index.count() == 0
    index.close_store()


def test_an_archive_from_before_generations_is_taken_as_it_is(archive):
    archive.make_old()
    assert archive.found_now() == archive.all_passages()
    assert not archive.places.manifest.exists()
    current = archive.catalogue.generation(CURRENT)
    assert (current.number, current.place, current.cut) == (1, "shard", 1)
    assert rebuild(archive.places, SETTINGS, archive.catalogue, FakeEmbedder(16), archive.words) == 12
    assert archive.folders() == ["shard", "shard-2"]
    assert archive.found_now() == archive.all_passages()


def test_an_old_archive_with_other_parts_is_refused_and_rebuilt(archive):
    archive.make_old()
    manifest = json.loads(archive.places.manifest.read_text())
    archive.places.manifest.write_text(json.dumps(manifest | {"splitter": "units-1"}))
    with pytest.raises(ManifestMismatch):
        archive.opened()
    assert rebuild(archive.places, SETTINGS, archive.catalogue, FakeEmbedder(16), archive.words) == 12
    assert archive.found_now() == archive.all_passages()


def test_an_old_archive_with_a_damaged_manifest_is_rebuilt(archive):
    archive.make_old()
    archive.places.manifest.write_text("{")
    with pytest.raises(StoreDamaged, match="vanban rebuild"):
        archive.opened()
    assert rebuild(archive.places, SETTINGS, archive.catalogue, FakeEmbedder(16), archive.words) == 12
    assert archive.found_now() == archive.all_passages()
