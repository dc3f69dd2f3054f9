"""Another index beside the current one: rebuilt, moved, rolled back, and killed at every step on the way."""

import dataclasses
import datetime as dt
import itertools
import shutil

import numpy as np
import pytest
from sqlalchemy import event

from index import rebuilding
from index.canaries import share_found
from index.catalogue.catalogue import Label
from index.catalogue.generations import BUILDING, CURRENT, PREVIOUS
from index.errors import (
    CollectionTaken,
    IndexCheckFailed,
    IndexElsewhere,
    ManifestMismatch,
    RollbackImpossible,
    StoreNotReady,
    StoreUnreachable,
)
from index.fakes import FakeEmbedder
from index.rebuilding import Workshop, move, rebuild, rollback
from index.removal import remove_paths
from index.settings import IndexSettings
from index.stores import open_store
from index.types import Scope

ALL = Scope(clearance=3)
LONG = IndexSettings(passage_chars=1000)
pytestmark = pytest.mark.filterwarnings("ignore:Payload indexes have no effect in the local Qdrant:UserWarning")


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


@pytest.fixture(autouse=True)
def small_batches(monkeypatch):
    monkeypatch.setattr(rebuilding, "_BATCH_PASSAGES", 3)
    monkeypatch.setattr(rebuilding, "_COPIED", 2)


@pytest.fixture
def archive(made_archive):
    return made_archive()


def shop(archive, embedder=None, settings=None):
    chosen = settings or archive.settings
    return Workshop(archive.places, chosen, archive.catalogue, embedder or FakeEmbedder(16), archive.words)


def rebuilt(archive, embedder=None, settings=None, on_progress=None):
    made = shop(archive, embedder, settings)
    return rebuild(made.places, made.settings, made.catalogue, made.embedder, made.words, on_progress)


def on_server(server, **more):
    return IndexSettings(passage_chars=200, store="server", server_url=server.url, server_retries=0, **more)


# Rebuilding -----------------------------------------------------------------------------------------------------------


def test_a_rebuild_gives_the_same_ids_and_keeps_the_index_before_it(archive):
    ids = archive.found_now()
    steps = []
    assert rebuilt(archive, on_progress=lambda *step: steps.append(step)) == 12
    assert steps == [(n, 4) for n in range(1, 5)]
    assert archive.found_now() == ids
    assert archive.folders() == ["shard", "shard-2"]
    assert archive.catalogue.pending(1) == []
    assert rebuilt(archive) == 12
    assert archive.folders() == ["shard-2", "shard-3"]
    assert [g.state for g in archive.catalogue.generations()] == [PREVIOUS, CURRENT]


def test_another_encoder_and_another_length(made_archive):
    archive = made_archive(settings=IndexSettings(passage_chars=200))
    text = archive.catalogue.document(archive.catalogue.document_ids()[0], ALL).text
    before = archive.found_now()
    longer = IndexSettings(passage_chars=400)
    rebuilt(archive, FakeEmbedder(32), longer)
    assert archive.found_now(FakeEmbedder(32), longer) == archive.all_passages()
    assert all(entry.passages for entry in archive.catalogue.entries(ALL, limit=10)[1])
    with pytest.raises(ManifestMismatch):
        archive.opened()
    assert len(text) < 400 and before == archive.all_passages()  # a Điều stands alone however long a passage may be


def test_whoever_opened_the_index_before_a_switch_goes_on_with_it(archive):
    index, _ = archive.opened()
    before = archive.found(index)
    rebuilt(archive, FakeEmbedder(32), LONG)
    assert archive.found(index) == before and not index.catalogue.is_followed()
    index.close_store()
    now, _ = archive.opened(FakeEmbedder(32), LONG)
    assert archive.found(now) == archive.all_passages() and now.catalogue.is_followed()
    now.close_store()


def test_what_is_ingested_and_relabelled_during_a_rebuild_is_in_it(archive):
    changed = []

    def meddle(done, _):
        if done == 2 and not changed:
            changed.append(archive.put(5))
            index, _ = archive.opened()
            index.index_documents(changed)
            file_id = archive.catalogue.document_ids()[0].rpartition("-")[0]
            archive.catalogue.relabel(file_id, Label(2, "stc"))
            index.close_store()

    rebuilt(archive, FakeEmbedder(32), LONG, meddle)
    assert archive.found_now(FakeEmbedder(32), LONG) == archive.all_passages()
    assert len(archive.all_passages()) == 15
    index, _ = archive.opened(FakeEmbedder(32), LONG)
    first = archive.catalogue.document_ids()[0]
    seen = {hit.passage.document_id for hit in index.search("việc", Scope(3, frozenset()), 100)}
    assert first not in seen
    index.close_store()


def test_what_is_removed_during_a_rebuild_is_not_in_it(archive):
    def remove_one(done, _):
        if done == 3:
            index, _ = archive.opened()
            remove_paths(index, archive.places, ["/kho/1.txt"])
            index.close_store()

    assert rebuilt(archive, on_progress=remove_one) == 9
    assert archive.found_now() == archive.all_passages()


@pytest.mark.parametrize("calls", [0, 2])
def test_killed_half_way_the_current_index_finds_all_and_the_next_rebuild_goes_on(archive, calls):
    ids = archive.found_now()
    with pytest.raises(Killed):
        rebuilt(archive, Dying(32, calls), LONG)
    with pytest.raises(ManifestMismatch):
        archive.opened(FakeEmbedder(32), LONG)
    assert archive.found_now() == ids and archive.catalogue.pending(1) == []
    steps = []
    assert rebuilt(archive, FakeEmbedder(32), LONG, lambda *step: steps.append(step)) == 12
    assert steps == [(n, 4) for n in range(calls + 1, 5)]
    assert archive.found_now(FakeEmbedder(32), LONG) == archive.all_passages()


def test_one_that_was_begun_otherwise_is_given_up(archive):
    with pytest.raises(Killed):
        rebuilt(archive, Dying(32, 2))
    assert rebuilt(archive, FakeEmbedder(64)) == 12
    assert [g.state for g in archive.catalogue.generations()] == [PREVIOUS, CURRENT]
    assert len(archive.folders()) == 2


def test_an_archive_that_has_documents_and_no_index_yet(made_archive):
    archive = made_archive(documents=0)
    archive.put(1)
    archive.lose_store()
    assert rebuilt(archive) == 3
    assert archive.found_now() == archive.all_passages()


def test_documents_without_words_are_no_obstacle(archive):
    from index.catalogue.catalogue import FileRecord
    from ingest.types import Document

    blank = Document("f" * 64 + "-0", "", "text/plain")
    archive.catalogue.put(FileRecord("f" * 64, 1, "text/plain", "1", False), [blank], [()], Label())
    archive.catalogue.link("/kho/trang.txt", "trang.txt", "f" * 64)
    assert rebuilt(archive, FakeEmbedder(32), LONG) == 12
    assert archive.catalogue.pending(1) == []


# Checks before the switch ---------------------------------------------------------------------------------------------


class Blind(FakeEmbedder):
    """Its passages have vectors of other texts."""

    def encode_passages(self, texts):
        return super().encode_passages([f"khác {n} hẳn {len(text)}" for n, text in enumerate(texts)])


def test_an_index_with_vectors_of_other_passages_is_not_switched_to(made_archive):
    archive = made_archive(documents=12)
    with pytest.raises(IndexCheckFailed, match="đang dùng vẫn"):
        rebuilt(archive, Blind(16))
    assert archive.found_now() == archive.all_passages()
    assert archive.catalogue.generation(CURRENT).number == 1


def test_points_that_a_store_lost_are_put_again_before_the_switch(archive, monkeypatch):
    from index.store.edge import EdgeStore

    upsert, lost = EdgeStore.upsert, []

    def forgetful(self, points):
        if points and not lost:
            lost.append(points[0].id)
            points = points[1:]
        upsert(self, points)

    monkeypatch.setattr(EdgeStore, "upsert", forgetful)
    assert rebuilt(archive) == 12 and lost
    assert archive.found_now() == archive.all_passages()


def test_a_store_that_goes_on_losing_points_is_not_switched_to(archive, monkeypatch):
    from index.store.edge import EdgeStore

    upsert = EdgeStore.upsert
    monkeypatch.setattr(EdgeStore, "upsert", lambda self, points: upsert(self, points[1:]))
    with pytest.raises(IndexCheckFailed, match="số đoạn"):
        rebuilt(archive)
    monkeypatch.undo()
    assert archive.found_now() == archive.all_passages()


def test_canaries_are_found_in_the_index_of_their_passages_alone(made_archive):
    archive = made_archive(documents=20)
    bound = archive.catalogue.at(archive.catalogue.generation(CURRENT))
    store = open_store(archive.places, archive.settings, archive.catalogue.generation(CURRENT), create=False)
    assert share_found(bound, store, FakeEmbedder(16), archive.words) == 1.0
    points = store.scroll(None, 1000)
    turned = np.roll(np.stack([point.dense for point in points]), len(points) // 2, axis=0)
    store.upsert([_with_vector(point, vector) for point, vector in zip(points, turned, strict=True)])
    assert share_found(bound, store, FakeEmbedder(16), archive.words) < 0.5
    store.close()


def _with_vector(point, vector):
    return dataclasses.replace(point, dense=vector)


# Going back -----------------------------------------------------------------------------------------------------------


def test_rolling_back_and_forth(archive):
    ids = archive.found_now()
    rebuilt(archive, FakeEmbedder(32), LONG)
    assert rollback(shop(archive)) == 12
    assert archive.found_now() == ids
    with pytest.raises(RollbackImpossible, match="bộ mã hoá"):
        rollback(shop(archive))
    assert archive.found_now() == ids
    assert rollback(shop(archive, FakeEmbedder(32), LONG)) == 12
    assert archive.found_now(FakeEmbedder(32), LONG) == archive.all_passages()


def test_there_is_nothing_to_go_back_to_at_first(archive):
    with pytest.raises(RollbackImpossible, match="chưa có chỉ mục trước"):
        rollback(shop(archive))


def test_what_changed_since_is_in_the_index_that_is_gone_back_to(archive):
    rebuilt(archive, FakeEmbedder(32), LONG)
    index, _ = archive.opened(FakeEmbedder(32), LONG)
    new = archive.put(9, Label(1))
    index.index_documents([new])
    relabelled, removed = archive.catalogue.document_ids()[0], "/kho/3.txt"
    archive.catalogue.relabel(relabelled.rpartition("-")[0], Label(2, "stc"))
    index.index_documents([relabelled])
    gone = archive.catalogue.document_ids(archive.catalogue.file_of_source(removed))
    remove_paths(index, archive.places, [removed])
    index.close_store()
    assert rollback(shop(archive)) == 12
    assert archive.found_now() == archive.all_passages()
    index, _ = archive.opened()
    documents = {hit.passage.document_id for hit in index.search("việc", ALL, 100)}
    open_to_all = {hit.passage.document_id for hit in index.search("việc", Scope(3, frozenset()), 100)}
    assert new in documents and not documents & set(gone) and relabelled not in open_to_all
    index.close_store()


def test_what_is_removed_leaves_the_previous_index_at_once(archive):
    rebuilt(archive)
    index, _ = archive.opened()
    gone = archive.catalogue.document_ids(archive.catalogue.file_of_source("/kho/2.txt"))
    remove_paths(index, archive.places, ["/kho/2.txt"])
    index.close_store()
    previous = open_store(archive.places, archive.settings, archive.catalogue.generation(PREVIOUS), create=False)
    assert previous.count() == 9 and not previous.counts().keys() & set(gone)
    previous.close()


def test_a_previous_index_that_is_lost_is_told_and_the_current_one_goes_on(archive):
    rebuilt(archive)
    shutil.rmtree(archive.places.shard.with_name("shard"))
    with pytest.raises(RollbackImpossible, match="không còn"):
        rollback(shop(archive))
    assert archive.found_now() == archive.all_passages()
    index, _ = archive.opened()
    remove_paths(index, archive.places, ["/kho/2.txt"])
    index.close_store()
    assert archive.catalogue.generation(PREVIOUS) is None


# Killed anywhere ------------------------------------------------------------------------------------------------------


class Steps:
    """Kills at the n-th step: before or after a transaction, a write to a store, a folder that goes."""

    def __init__(self, monkeypatch, engine, at):
        from index import stores
        from index.store.edge import EdgeStore
        from index.store.qdrant import QdrantStore

        self.left = at
        event.listen(engine, "commit", self.step)
        self.remove = lambda: event.remove(engine, "commit", self.step)
        for kind, name in itertools.product((EdgeStore, QdrantStore), ("upsert", "delete_documents", "flush", "close")):
            monkeypatch.setattr(kind, name, self.counted(getattr(kind, name)))
        monkeypatch.setattr(stores.shutil, "rmtree", self.counted(stores.shutil.rmtree))

    def counted(self, call):
        def called(*args, **kwargs):
            self.step()
            result = call(*args, **kwargs)
            self.step()
            return result

        return called

    def step(self, *_):
        self.left -= 1
        if self.left == 0:
            raise Killed


def killed_everywhere(prepared, monkeypatch, act, check):
    """Act on a copy of the archive, killed at the first step, at the second, and so on until it comes to its end."""
    ended, at = False, 0
    while not ended:
        at += 1
        root = prepared.places.root.with_name("copy")
        archive = prepared.copied(root)
        ended = was_done(archive, monkeypatch, act, at)
        check(archive)
        if not ended:
            act(archive)
            check(archive)
        archive.catalogue.close()
        shutil.rmtree(root)
    return at


def was_done(archive, monkeypatch, act, at):
    """Whether the act came to its end before it was to be killed."""
    with monkeypatch.context() as patched:
        steps = Steps(patched, archive.catalogue._engine, at)
        try:
            act(archive)
        except Killed:
            return False
        finally:
            steps.remove()
    return True


def wholly_old_or_new(archive, ways):
    """The archive opens in one of these ways, and then finds every passage of the catalogue and no other."""
    current = archive.catalogue.generation(CURRENT)
    for embedder, settings in ways:
        made = shop(archive, embedder, settings)
        if (current.store, dict(current.manifest)) == (made.settings.store, made.manifest):
            assert archive.found_now(embedder, settings) == archive.all_passages() != set()
            assert archive.catalogue.pending(1) == []
            return
    raise AssertionError(f"neither old nor new: {current}")


@pytest.mark.system
@pytest.mark.system
def test_a_rebuild_killed_at_any_step_leaves_the_old_or_the_new(made_archive, monkeypatch):
    ways = [(FakeEmbedder(16), None), (FakeEmbedder(32), LONG)]
    steps = killed_everywhere(
        made_archive(documents=2),
        monkeypatch,
        lambda archive: rebuilt(archive, FakeEmbedder(32), LONG),
        lambda archive: wholly_old_or_new(archive, ways),
    )
    assert steps > 20


@pytest.mark.system
@pytest.mark.system
def test_a_rollback_killed_at_any_step_leaves_the_old_or_the_new(made_archive, monkeypatch):
    ways = [(FakeEmbedder(16), None), (FakeEmbedder(32), LONG)]
    prepared = made_archive(documents=2)
    rebuilt(prepared, FakeEmbedder(32), LONG)
    index, _ = prepared.opened(FakeEmbedder(32), LONG)
    index.index_documents([prepared.put(7)])
    index.close_store()

    def act(archive):
        # Once it has gone back there is nothing more to do: a second time would go forth again.
        if archive.catalogue.generation(CURRENT).number == 2:
            rollback(shop(archive))

    assert killed_everywhere(prepared, monkeypatch, act, lambda archive: wholly_old_or_new(archive, ways)) > 10


@pytest.mark.system
@pytest.mark.system
def test_a_move_killed_at_any_step_leaves_the_old_or_the_new(made_archive, monkeypatch, rest_qdrant):
    def there(archive):
        # Every copy is an archive of its own, which the server knows nothing of.
        names.setdefault(archive, f"kho{len(names)}")
        return on_server(rest_qdrant, collection=names[archive])

    def check(archive):
        wholly_old_or_new(archive, [(FakeEmbedder(16), None), (FakeEmbedder(16), there(archive))])

    names = {}
    prepared = made_archive(documents=2)
    act = lambda archive: move(shop(archive, settings=there(archive)), "server")  # noqa: E731
    assert killed_everywhere(prepared, monkeypatch, act, check) > 10


# Moving ---------------------------------------------------------------------------------------------------------------


class NoEncoding(FakeEmbedder):
    def encode_passages(self, texts):
        assert not texts, "a move encodes nothing"
        return super().encode_passages(texts)


def test_moving_to_a_server_and_back_encodes_nothing(archive, rest_qdrant):
    ids, there = archive.found_now(), on_server(rest_qdrant, server_shards=2, server_quantization="int8")
    steps = []
    assert move(shop(archive, NoEncoding(16), there), "server", lambda *step: steps.append(step)) == 12
    assert steps == [(n, 12) for n in range(2, 13, 2)]
    with pytest.raises(IndexElsewhere, match="VANBAN_INDEX__STORE=server"):
        archive.opened()
    assert archive.found_now(settings=there) == ids
    assert [a.collection_name for a in rest_qdrant.client.get_aliases().aliases] == ["vanban-2"]
    asked = rest_qdrant.created["vanban-2"]
    assert (asked["shard_number"], asked["quantization_config"]["scalar"]["type"]) == (2, "int8")
    assert move(shop(archive, NoEncoding(16), there), "server") == 0
    assert move(shop(archive, NoEncoding(16), there), "embedded") == 12
    assert archive.found_now() == ids
    assert archive.folders() == ["shard-3"]
    assert rest_qdrant.client.collection_exists("vanban-2")


def test_going_back_from_a_server_in_one_command(archive, rest_qdrant):
    there = on_server(rest_qdrant)
    move(shop(archive, settings=there), "server")
    with pytest.raises(RollbackImpossible, match="VANBAN_INDEX__STORE=embedded"):
        rollback(shop(archive, settings=there))
    assert rollback(shop(archive)) == 12
    assert archive.found_now() == archive.all_passages()


def test_a_move_that_was_cut_off_goes_on_where_it_was(archive, rest_qdrant, monkeypatch):
    there = on_server(rest_qdrant)
    with pytest.raises(StoreUnreachable):
        move(shop(archive, settings=there), "server", lambda done, _: rest_qdrant.failures.append(503))
    assert archive.catalogue.generation(BUILDING).copied_to
    rest_qdrant.failures.clear()
    steps = []
    assert move(shop(archive, NoEncoding(16), there), "server", lambda *step: steps.append(step)) == 12
    assert steps == [(n, 12) for n in range(4, 13, 2)]
    assert archive.found_now(settings=there) == archive.all_passages()


def test_what_changes_between_two_halves_of_a_move_is_encoded_anew(archive, rest_qdrant):
    there = on_server(rest_qdrant)
    with pytest.raises(StoreUnreachable):
        move(shop(archive, settings=there), "server", lambda done, _: rest_qdrant.failures.append(503))
    rest_qdrant.failures.clear()
    index, _ = archive.opened()
    new = archive.put(8)
    first = archive.catalogue.document_ids()[0]
    archive.catalogue.relabel(first.rpartition("-")[0], Label(3))
    index.index_documents([new, first])
    index.close_store()
    assert move(shop(archive, settings=there), "server") == 15
    assert archive.found_now(settings=there) == archive.all_passages()
    index, _ = archive.opened(settings=there)
    assert first not in {hit.passage.document_id for hit in index.search("việc", Scope(2), 100)}
    index.close_store()


def test_an_index_of_other_settings_is_not_moved(archive, rest_qdrant):
    with pytest.raises(ManifestMismatch):
        move(shop(archive, FakeEmbedder(32), on_server(rest_qdrant)), "server")


def test_a_collection_that_is_not_ours_is_left_alone(made_archive, rest_qdrant):
    one, other, there = made_archive(), made_archive(documents=2), on_server(rest_qdrant)
    move(shop(one, settings=there), "server")
    with pytest.raises(CollectionTaken, match="VANBAN_INDEX__COLLECTION"):
        move(shop(other, settings=there), "server")
    assert other.catalogue.generation(BUILDING) is None
    assert one.found_now(settings=there) == one.all_passages()
    assert other.found_now() == other.all_passages()
    assert move(shop(other, settings=on_server(rest_qdrant, collection="khac")), "server") == 6


# On a server ----------------------------------------------------------------------------------------------------------


def test_a_rebuild_on_a_server_switches_the_alias_and_keeps_the_previous_collection(made_archive, rest_qdrant):
    archive = made_archive(settings=on_server(rest_qdrant))
    assert archive.found_now() == archive.all_passages()
    for number in (2, 3):
        assert rebuilt(archive) == 12
        aliases = rest_qdrant.client.get_aliases().aliases
        assert [(a.alias_name, a.collection_name) for a in aliases] == [("vanban", f"vanban-{number}")]
        names = sorted(c.name for c in rest_qdrant.client.get_collections().collections)
        assert names == [f"vanban-{number - 1}", f"vanban-{number}"]
    switches = [path for method, path in rest_qdrant.requests if path == "/collections/aliases"]
    assert len(switches) == 3  # the first collection's, then one operation a switch
    assert rollback(shop(archive)) == 12
    assert rest_qdrant.client.get_aliases().aliases[0].collection_name == "vanban-2"
    assert archive.found_now() == archive.all_passages()


def test_a_collection_that_is_not_green_is_not_switched_to(made_archive, rest_qdrant):
    archive = made_archive(settings=on_server(rest_qdrant, server_ready_s=0))
    rest_qdrant.status = "yellow"
    with pytest.raises(StoreNotReady, match="chưa dựng xong"):
        rebuilt(archive)
    assert archive.catalogue.generation(CURRENT).number == 1
    assert archive.found_now() == archive.all_passages()
    rest_qdrant.status = "green"
    assert rebuilt(archive) == 12
    assert archive.catalogue.generation(CURRENT).number == 2


def test_an_alias_that_leads_elsewhere_is_set_right_when_the_archive_opens(made_archive, rest_qdrant):
    archive = made_archive(settings=on_server(rest_qdrant))
    rebuilt(archive)
    rest_qdrant.aliases(
        [
            {"delete_alias": {"alias_name": "vanban"}},
            {"create_alias": {"alias_name": "vanban", "collection_name": "vanban-1"}},
        ]
    )
    assert archive.found_now() == archive.all_passages()
    assert rest_qdrant.client.get_aliases().aliases[0].collection_name == "vanban-2"


def test_a_label_told_since_holds_on_a_server_too(made_archive, rest_qdrant):
    archive = made_archive(settings=on_server(rest_qdrant))
    index, _ = archive.opened()
    assert index.search("việc", Scope(as_of=dt.date(2020, 1, 1)), 100)
    assert {hit.passage.document_id for hit in index.search("việc", Scope(), 100)} < set(
        archive.catalogue.document_ids()
    )
    index.close_store()
