"""One meaning of a store: the fake, Qdrant Edge, and the client's in-memory emulation answer alike."""

import datetime as dt
import gc
import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from index.errors import DiskFull, StoreBusy
from index.store.edge import EdgeStore
from index.store.fake import FakeStore
from index.store.qdrant import QdrantStore, connect, drop_collection
from index.store.qdrant_schema import Layout
from index.types import Point, Scope, SparseVector, Store

DIMENSION = 4
pytestmark = pytest.mark.filterwarnings("ignore:Payload indexes have no effect in the local Qdrant:UserWarning")

REAL = os.environ.get("VANBAN_TEST_QDRANT_URL", "")
"""A Qdrant server to test on, with VANBAN_TEST_QDRANT_KEY; read before the environment is cleaned."""
REAL_KEY = os.environ.get("VANBAN_TEST_QDRANT_KEY", "")

OPEN = Scope(clearance=3)


def point(n: int, *, dense=(1.0, 0.0, 0.0, 0.0), terms=((1, 1.0),), document="d1", **label) -> Point:
    values = {"clearance": 0, "organisation": None, "issued_on": None} | label
    vector = np.asarray(dense, dtype=np.float32)
    return Point(
        id=str(uuid.UUID(int=n)),
        document_id=document,
        dense=vector / np.linalg.norm(vector),
        sparse=SparseVector(tuple(t for t, _ in terms), tuple(w for _, w in terms)),
        **values,
    )


def ids(hits) -> list[int]:
    return [uuid.UUID(hit.id).int for hit in hits]


def unit(*values: float):
    vector = np.asarray(values, dtype=np.float32)
    return vector / np.linalg.norm(vector)


@pytest.fixture(
    params=[
        "fake",
        "edge",
        "memory",
        "rest",
        pytest.param("server", marks=pytest.mark.skipif(not REAL, reason="VANBAN_TEST_QDRANT_URL names no server")),
    ]
)
def store(request, tmp_path) -> Iterator[Store]:
    if request.param == "fake":
        made: Store = FakeStore()
    elif request.param == "edge":
        made = EdgeStore(tmp_path / "shard", DIMENSION)
    elif request.param == "memory":
        from qdrant_client import QdrantClient

        made = QdrantStore(QdrantClient(":memory:"), "passages", DIMENSION, Layout())
    elif request.param == "rest":
        url = request.getfixturevalue("rest_qdrant").url
        made = QdrantStore(connect(url, "", timeout_s=10, over_grpc=False), "passages", DIMENSION, Layout())
    else:
        client = connect(REAL, REAL_KEY, timeout_s=30, over_grpc=False)
        name = f"vanban-test-{uuid.uuid4().hex}"
        made = QdrantStore(client, name, DIMENSION, Layout())
        request.addfinalizer(lambda: drop_collection(connect(REAL, REAL_KEY, timeout_s=30, over_grpc=False), name))
    yield made
    made.close()


def test_dense_ranks_by_cosine(store):
    store.upsert([point(1, dense=(1, 0, 0, 0)), point(2, dense=(1, 1, 0, 0)), point(3, dense=(0, 0, 1, 0))])
    hits = store.search_dense(unit(1, 0, 0, 0), OPEN, 10)
    assert ids(hits) == [1, 2, 3]
    assert [hit.score for hit in hits] == pytest.approx([1.0, 0.7071, 0.0], abs=1e-4)


def test_sparse_multiplies_by_idf_and_leaves_out_what_shares_no_term(store):
    store.upsert([point(1, terms=((7, 2.0),)), point(2, terms=((7, 1.0), (8, 1.0))), point(3, terms=((9, 1.0),))])
    hits = store.search_sparse(SparseVector((7, 8), (1.0, 1.0)), OPEN, 10)
    idf7, idf8 = np.log(1 + 1.5 / 2.5), np.log(1 + 2.5 / 1.5)
    assert {n: hit.score for n, hit in zip(ids(hits), hits, strict=True)} == pytest.approx(
        {1: 2 * idf7, 2: idf7 + idf8}, abs=1e-4
    )


def test_large_term_ids(store):
    store.upsert([point(1, terms=((2**32 - 1, 1.0),))])
    assert ids(store.search_sparse(SparseVector((2**32 - 1,), (1.0,)), OPEN, 5)) == [1]


def test_limits_and_nothing(store):
    assert store.count() == 0
    store.upsert([])
    assert store.search_dense(unit(1, 0, 0, 0), OPEN, 10) == []
    store.upsert([point(n) for n in range(1, 6)])
    assert len(store.search_dense(unit(1, 0, 0, 0), OPEN, 2)) == 2
    assert store.search_dense(unit(1, 0, 0, 0), OPEN, 0) == []
    assert store.search_sparse(SparseVector((), ()), OPEN, 5) == []


def test_within_scores_only_these(store):
    store.upsert([point(n, dense=(n, 1, 0, 0)) for n in range(1, 6)])
    chosen = [str(uuid.UUID(int=n)) for n in (2, 4)]
    assert ids(store.search_dense(unit(1, 0, 0, 0), OPEN, 10, within=chosen)) == [4, 2]
    assert sorted(ids(store.search_sparse(SparseVector((1,), (1.0,)), OPEN, 10, within=chosen))) == [2, 4]
    assert store.search_dense(unit(1, 0, 0, 0), OPEN, 10, within=[]) == []


def test_what_either_leg_finds_both_score(store):
    dense = [(1, 0, 0, 0), (4, 1, 0, 0), (1, 1, 0, 0), (1, 2, 0, 0), (0, 1, 0, 0)]
    terms = [((9, 1.0),), ((1, 1.0),), ((1, 2.0),), ((1, 3.0), (2, 1.0)), ((2, 1.0),)]
    store.upsert([point(n, dense=dense[n - 1], terms=terms[n - 1]) for n in range(1, 6)])
    store.upsert([point(6, clearance=1), point(7, document="d2")])
    vector, words = unit(1, 0, 0, 0), SparseVector((1, 2), (1.0, 1.0))
    chosen = {"documents": ["d1"]}
    alone = [
        {hit.id: hit.score for hit in store.search_dense(vector, Scope(), 9, **chosen)},
        {hit.id: hit.score for hit in store.search_sparse(words, Scope(), 9, **chosen)},
    ]
    for limit, count in ((1, 2), (2, 4), (9, 5)):
        scores = store.search_both(vector, words, Scope(), limit, **chosen)
        keys = {key for leg in alone for key in sorted(leg, key=leg.__getitem__, reverse=True)[:limit]}
        assert len(keys) == count
        for leg, whole in zip(scores, alone, strict=True):
            assert leg == pytest.approx({key: whole[key] for key in keys if key in whole}, abs=1e-5)


def test_both_legs_of_nothing(store):
    vector, words = unit(1, 0, 0, 0), SparseVector((1,), (1.0,))
    assert store.search_both(vector, words, OPEN, 5) == ({}, {})
    store.upsert([point(1), point(2, terms=((7, 1.0),))])
    assert store.search_both(vector, words, OPEN, 0) == ({}, {})
    assert store.search_both(vector, words, OPEN, 5, []) == ({}, {})
    found, none = store.search_both(vector, SparseVector((), ()), OPEN, 5)
    assert len(found) == 2 and none == {}


def both_legs(store, scope, limit, **chosen) -> list[list[int]]:
    dense = store.search_dense(unit(1, 0, 0, 0), scope, limit, **chosen)
    return [ids(dense), ids(store.search_sparse(SparseVector((1,), (1.0,)), scope, limit, **chosen))]


@pytest.mark.parametrize("others", [0, 400])
@pytest.mark.parametrize(
    ("documents", "seen"),
    [(None, [1, 2, 3, 4]), ([], []), (["d2"], [2, 3]), (["d1", "d3", "unknown"], [1, 4]), (["unknown"], [])],
)
def test_only_points_of_these_documents(store, others, documents, seen):
    points = [point(1), point(2, document="d2"), point(3, document="d2"), point(4, document="d3")]
    store.upsert([*points, *(point(9 + n, document=f"o{n}", terms=((5, 1.0),)) for n in range(others))])
    far = [[n for n in leg if n < 9] for leg in both_legs(store, OPEN, 1000, documents=documents)]
    assert [sorted(leg) for leg in far] == [seen, seen]
    if documents is not None:
        assert [sorted(leg) for leg in both_legs(store, OPEN, 4, documents=documents)] == [seen, seen]
        assert [sorted(leg) for leg in both_legs(store, OPEN, 4, documents=tuple(documents))] == [seen, seen]


def test_documents_are_searched_to_the_limit_and_beside_every_other_condition(store):
    store.upsert(
        [
            point(1, dense=(1, 0, 0, 0)),
            point(2, dense=(1, 1, 0, 0), document="d2"),
            point(3, dense=(1, 2, 0, 0), document="d2"),
            point(4, dense=(1, 0, 0, 0), document="d2", clearance=2),
        ]
    )
    assert ids(store.search_dense(unit(1, 0, 0, 0), Scope(), 1, documents=["d2"])) == [2]
    assert [sorted(leg) for leg in both_legs(store, Scope(), 10, documents=["d2"])] == [[2, 3], [2, 3]]
    some = [str(uuid.UUID(int=n)) for n in (1, 3, 4)]
    assert both_legs(store, Scope(), 10, documents=["d2"], within=some) == [[3], [3]]
    assert both_legs(store, Scope(), 10, documents=["d1"], within=[]) == [[], []]
    assert both_legs(store, Scope(), 10, documents=[], within=some) == [[], []]


def test_what_is_replaced_or_deleted_is_filtered_as_it_is_now(store):
    store.upsert([point(1), point(2, document="d2")])
    store.upsert([point(1, document="d2")])
    assert [sorted(leg) for leg in both_legs(store, OPEN, 9, documents=["d2"])] == [[1, 2], [1, 2]]
    store.delete_documents(["d2"])
    assert both_legs(store, OPEN, 9, documents=["d1", "d2"]) == [[], []]


@pytest.mark.parametrize(
    ("scope", "seen"),
    [
        (Scope(), [1, 3, 4, 5]),
        (Scope(clearance=2), [1, 2, 3, 4, 5]),
        (Scope(organisations=frozenset()), [1, 4, 5]),
        (Scope(organisations=frozenset({"stc"})), [1, 3, 4, 5]),
        (Scope(organisations=frozenset({"khac"})), [1, 4, 5]),
        (Scope(as_of=dt.date(2024, 12, 31)), [1, 3, 4]),
        (Scope(as_of=dt.date(2023, 12, 31)), [1, 3]),
    ],
)
def test_scope_is_applied_in_both_legs(store, scope, seen):
    store.upsert(
        [
            point(1),
            point(2, clearance=2),
            point(3, organisation="stc"),
            point(4, issued_on=dt.date(2024, 5, 1)),
            point(5, issued_on=dt.date(2025, 5, 1)),
        ]
    )
    assert sorted(ids(store.search_dense(unit(1, 0, 0, 0), scope, 10))) == seen
    assert sorted(ids(store.search_sparse(SparseVector((1,), (1.0,)), scope, 10))) == seen


def test_upsert_replaces_and_documents_are_deleted_whole(store):
    store.upsert([point(1, dense=(1, 0, 0, 0)), point(2, document="d2"), point(3, document="d2")])
    store.upsert([point(1, dense=(0, 1, 0, 0))])
    assert (store.count(), store.count("d2")) == (3, 2)
    store.delete_documents(["d2", "unknown"])
    assert (store.count(), store.count("d2")) == (1, 0)
    assert store.search_dense(unit(0, 1, 0, 0), OPEN, 1)[0].score == pytest.approx(1.0, abs=1e-4)


def test_counts_by_document(store):
    assert store.counts() == {}
    store.upsert([point(n, document=f"d{n % 3}") for n in range(1, 30)])
    assert store.counts() == {"d0": 9, "d1": 10, "d2": 10}
    store.delete_documents(["d1"])
    assert store.counts() == {"d0": 9, "d2": 10}


def test_scrolling_gives_every_point_whole_and_in_order(store):
    given = [
        point(n * 2**96, dense=(n, 1, 2, 3), terms=((n, 1.5), (2**32 - 1, 0.25)), document=f"d{n % 2}", **label)
        for n, label in [
            (1, {}),
            (2, {"clearance": 2, "organisation": "stc"}),
            (3, {"issued_on": dt.date(2024, 5, 1)}),
            (40, {"organisation": "ubnd", "issued_on": dt.date(1, 1, 1)}),
            (500, {"clearance": 3}),
        ]
    ]
    assert store.scroll(None, 3) == []
    store.upsert(given[::-1])
    first = store.scroll(None, 2)
    rest = store.scroll(first[-1].id, 10)
    assert [len(first), len(rest), store.scroll(rest[-1].id, 10), store.scroll(None, 0)] == [2, 3, [], []]
    for found, point_ in zip([*first, *rest], given, strict=True):
        assert np.allclose(found.dense, point_.dense, atol=1e-6) and found.dense.dtype == np.float32
        pairs = [dict(zip(p.sparse.indices, p.sparse.values, strict=True)) for p in (found, point_)]
        assert pairs[0] == pytest.approx(pairs[1])
        parts = ("id", "document_id", "clearance", "organisation", "issued_on")
        assert [getattr(found, part) for part in parts] == [getattr(point_, part) for part in parts]


def test_scrolling_goes_on_after_an_id_that_is_gone(store):
    store.upsert([point(n, document=f"d{n}") for n in range(1, 5)])
    store.delete_documents(["d2"])
    assert [uuid.UUID(p.id).int for p in store.scroll(str(uuid.UUID(int=2)), 9)] == [3, 4]


def test_what_was_scrolled_out_of_one_store_ranks_alike_in_another(store):
    given = [point(n, dense=(n, 7 - n, 1, 0), terms=((n % 3, 1.0 + n),)) for n in range(1, 7)]
    store.upsert(given)
    other = FakeStore()
    other.upsert(store.scroll(None, 100))
    for query in (unit(1, 2, 0, 0), unit(0, 0, 1, 1)):
        mine, theirs = (each.search_dense(query, OPEN, 9) for each in (store, other))
        assert [hit.score for hit in mine] == pytest.approx([hit.score for hit in theirs], abs=1e-5)
    sparse = SparseVector((0, 1), (1.0, 0.5))
    mine, theirs = (each.search_sparse(sparse, OPEN, 9) for each in (store, other))
    assert [hit.score for hit in mine] == pytest.approx([hit.score for hit in theirs], abs=1e-4)


def test_a_store_is_ready(store):
    store.upsert([point(1)])
    store.wait_until_ready(30.0)
    assert store.count() == 1


def test_edge_keeps_what_was_written_and_refuses_a_second_process(tmp_path: Path):
    folder = tmp_path / "shard"
    first = EdgeStore(folder, DIMENSION)
    first.upsert([point(1)])
    second = f"from index.store.edge import EdgeStore; from pathlib import Path; EdgeStore(Path({str(folder)!r}), 4)"
    ended = subprocess.run([sys.executable, "-c", second], capture_output=True, text=True, check=False)
    assert StoreBusy.__name__ in ended.stderr
    first.close()
    again = EdgeStore(folder, DIMENSION)
    assert again.count() == 1
    again.close()


@pytest.mark.parametrize("within_this_process", [True, False])
def test_edge_goes_on_writing_after_others_were_refused(tmp_path: Path, within_this_process):
    folder = tmp_path / "shard"
    first = EdgeStore(folder, DIMENSION)
    second = f"from index.store.edge import EdgeStore; from pathlib import Path; EdgeStore(Path({str(folder)!r}), 4)"
    for n in range(4):
        first.upsert([point(10 * n + k, document=f"d{k % 3}", terms=((k, 1.0),)) for k in range(10)])
        if within_this_process:
            with pytest.raises(StoreBusy):
                EdgeStore(folder, DIMENSION)
        else:
            assert subprocess.run([sys.executable, "-c", second], capture_output=True, check=False).returncode
        first.delete_documents(["d1"])
        first.flush()
    first.close()
    again = EdgeStore(folder, DIMENSION)
    assert again.counts() == {"d0": 16, "d2": 12}
    again.close()


def test_edge_lets_go_of_a_shard_with_the_last_reference(tmp_path: Path):
    store = EdgeStore(tmp_path / "shard", DIMENSION)
    store.upsert([point(1)])
    store.flush()
    del store
    gc.collect()
    again = EdgeStore(tmp_path / "shard", DIMENSION)
    assert again.count() == 1
    again.close()


def test_edge_builds_the_field_indexes_that_a_shard_lacks(tmp_path: Path):
    import qdrant_edge

    folder = tmp_path / "shard"
    EdgeStore(folder, DIMENSION).close()
    shard = qdrant_edge.EdgeShard.load(str(folder))
    shard.update(qdrant_edge.UpdateOperation.delete_field_index("document_id"))
    shard.close()
    for _ in range(2):
        store = EdgeStore(folder, DIMENSION)
        assert set(store._shard.info().payload_schema) == {"document_id", "organisation", "clearance", "issued_day"}
        store.upsert([point(1), point(2, document="d2")])
        assert ids(store.search_dense(unit(1, 0, 0, 0), OPEN, 9, documents=["d2"])) == [2]
        store.close()


def test_optimising_changes_nothing_that_is_found(store):
    random = np.random.default_rng(3)
    vectors = random.normal(size=(600, DIMENSION))
    store.upsert([point(n, dense=vector, terms=((n % 7, 1.0), (9, 0.5))) for n, vector in enumerate(vectors, 1)])
    asked, terms = unit(*random.normal(size=DIMENSION)), SparseVector((3,), (1.0,))
    before = ids(store.search_dense(asked, OPEN, 20)), set(ids(store.search_sparse(terms, OPEN, 200)))
    store.optimize()
    store.flush()
    assert (ids(store.search_dense(asked, OPEN, 20)), set(ids(store.search_sparse(terms, OPEN, 200)))) == before
    assert store.count() == 600


def test_what_a_killed_optimisation_left_is_taken_away(tmp_path):
    EdgeStore(tmp_path / "shard", DIMENSION).close()
    left = tmp_path / "shard" / "temp_segments" / "a"
    left.mkdir(parents=True)
    (left / "b").write_bytes(b"x")
    EdgeStore(tmp_path / "shard", DIMENSION).close()
    assert not left.exists()


def test_optimising_needs_room_for_a_second_copy(tmp_path, monkeypatch):
    store = EdgeStore(tmp_path / "shard", DIMENSION)
    store.upsert([point(1)])
    monkeypatch.setattr("index.disk.shutil.disk_usage", lambda place: SimpleNamespace(free=1))
    with pytest.raises(DiskFull):
        store.optimize()
    assert store.count() == 1
    store.close()
