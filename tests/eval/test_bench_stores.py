"""Two stores that hold the same points are found to agree, and others not."""

import uuid

import numpy as np
import pytest

from eval.bench_stores import agreement, copied, exact_store, is_same_but_for_ties, openings, timed
from index.store.fake import FakeStore
from index.types import Point, Scored, SparseVector

pytestmark = pytest.mark.filterwarnings("ignore:Payload indexes have no effect in the local Qdrant:UserWarning")


def points(n, seed=0):
    random = np.random.default_rng(seed)
    for number in range(1, n + 1):
        vector = random.standard_normal(8).astype(np.float32)
        terms = tuple(int(term) for term in random.choice(30, size=6, replace=False))
        sparse = SparseVector(terms, tuple(float(x) for x in random.random(6)))
        yield Point(
            str(uuid.UUID(int=number)), f"d{number % 5}", vector / np.linalg.norm(vector), sparse, 0, None, None
        )


def test_a_store_agrees_with_its_copy():
    first = FakeStore()
    first.upsert(list(points(300)))
    with exact_store("", "", 8) as second:
        assert copied(first, second) == second.count() == 300
        dense = [point.dense for point in points(20, seed=1)]
        sparse = [point.sparse for point in points(20, seed=1)]
        for leg, search, queries in (("dense", "search_dense", dense), ("sparse", "search_sparse", sparse)):
            row = agreement(leg, *(timed(getattr(store, search), queries) for store in (first, second)))
            assert (row.questions, row.same_but_for_ties) == (20, 20) and row.apart < 1e-4


def test_a_store_of_other_points_does_not():
    first, second = FakeStore(), FakeStore()
    first.upsert(list(points(100)))
    second.upsert(list(points(100, seed=5)))
    queries = [point.dense for point in points(20, seed=1)]
    row = agreement("dense", timed(first.search_dense, queries), timed(second.search_dense, queries))
    assert row.same_but_for_ties == 0 and row.apart > 0.01


def test_ties_may_change_places():
    a, b, c, d = Scored("a", 0.9), Scored("b", 0.5), Scored("c", 0.50002), Scored("d", 0.49999)
    assert is_same_but_for_ties([a, c, b], [a, b, c]) and is_same_but_for_ties([a, b], [a, d])
    assert not is_same_but_for_ties([a, b], [a, Scored("b", 0.51)])
    assert not is_same_but_for_ties([a, b, c], [a, b])
    assert is_same_but_for_ties([], [])


def test_openings_are_the_same_at_every_call(made_catalogue):
    assert openings(made_catalogue, 3) == openings(made_catalogue, 3)
    assert len(openings(made_catalogue, 100)) == 4
    assert all(len(each.split()) <= 12 for each in openings(made_catalogue, 4))


@pytest.fixture
def made_catalogue(tmp_path):
    from index.archive import open_catalogue
    from index.catalogue.catalogue import FileRecord, Label
    from index.passages import Cut, passages_of
    from index.places import Places
    from ingest.types import Document

    catalogue = open_catalogue(Places(tmp_path))
    for n in range(4):
        document = Document(f"{n:064d}-0", f"Kế hoạch {n} " + "triển khai nhiệm vụ chuyển đổi số " * 5, "text/plain")
        record = FileRecord(f"{n:064d}", 1, "text/plain", "1", False)
        catalogue.put(record, [document], [passages_of(document, Cut())], Label())
    yield catalogue
    catalogue.close()
