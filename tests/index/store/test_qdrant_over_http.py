"""A server that refuses, stalls, is busy or falls over: asked again where that helps, and told in our words."""

import socket
import uuid

import numpy as np
import pytest

from index.errors import DiskFull, ManifestMismatch, StoreDamaged, StoreRefused, StoreUnreachable
from index.settings import IndexSettings
from index.store.qdrant import QdrantStore, connect, drop_collection, point_alias
from index.store.qdrant_calls import Calls
from index.store.qdrant_schema import Layout
from index.types import Point, Scope, SparseVector

pytestmark = pytest.mark.filterwarnings("ignore:Payload indexes have no effect in the local Qdrant:UserWarning")


def point(n):
    vector = np.asarray([1.0, n, 0, 0], dtype=np.float32)
    unit = vector / np.linalg.norm(vector)
    return Point(str(uuid.UUID(int=n)), "d1", unit, SparseVector((n,), (1.0,)), 0, None, None)


def client(server, key="", timeout_s=5):
    return connect(server.url, key, timeout_s=timeout_s, over_grpc=False)


def opened(server, retries=0, **more):
    return QdrantStore(client(server, **more), "kho-1", 4, Layout(), retries=retries)


def searched(store):
    return store.search_dense(np.asarray([1, 0, 0, 0], dtype=np.float32), Scope(), 5)


def test_a_collection_is_made_as_the_layout_says(rest_qdrant):
    layout = Layout(3, 2, 2, "int8", vectors_on_disk=True, payload_on_disk=False)
    QdrantStore(client(rest_qdrant), "kho-1", 4, layout).close()
    asked = rest_qdrant.created["kho-1"]
    assert (asked["shard_number"], asked["replication_factor"], asked["write_consistency_factor"]) == (3, 2, 2)
    assert asked["vectors"]["dense"] == {"size": 4, "distance": "Cosine", "on_disk": True}
    assert asked["sparse_vectors"]["sparse"] == {"index": {"on_disk": True}, "modifier": "idf"}
    assert asked["on_disk_payload"] is False
    assert asked["quantization_config"]["scalar"] == {"type": "int8", "quantile": 0.99, "always_ram": True}
    assert set(rest_qdrant.indexed["kho-1"]) == {"document_id", "organisation", "clearance", "issued_day"}


def test_the_default_layout_compresses_nothing(rest_qdrant):
    opened(rest_qdrant).close()
    assert "quantization_config" not in rest_qdrant.created["kho-1"]


def test_opening_again_makes_nothing_anew(rest_qdrant):
    opened(rest_qdrant).close()
    rest_qdrant.requests.clear()
    opened(rest_qdrant).close()
    assert {method for method, _ in rest_qdrant.requests} == {"GET"}


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_busy_server_is_asked_again(rest_qdrant, status):
    store = opened(rest_qdrant, retries=2)
    rest_qdrant.failures = [status, status]
    store.upsert([point(1)])
    rest_qdrant.failures = [status]
    assert len(searched(store)) == 1
    store.close()


def test_asking_again_comes_to_an_end(rest_qdrant):
    store = opened(rest_qdrant, retries=2)
    rest_qdrant.failures = [503] * 9
    with pytest.raises(StoreUnreachable, match="503"):
        store.upsert([point(1)])
    assert len(rest_qdrant.failures) == 6
    store.close()


@pytest.mark.parametrize("status", [400, 409, 500])
def test_what_would_be_answered_alike_is_not_asked_again(rest_qdrant, status):
    store = opened(rest_qdrant, retries=3)
    rest_qdrant.failures = [status, 503]
    with pytest.raises((StoreDamaged, StoreUnreachable)):
        searched(store)
    assert rest_qdrant.failures == [503]
    rest_qdrant.failures = []
    store.close()


def test_a_wrong_key_is_told_and_not_tried_again(rest_qdrant):
    rest_qdrant.key = "dung"
    with pytest.raises(StoreRefused, match="VANBAN_INDEX__SERVER_KEY"):
        opened(rest_qdrant, retries=3, key="sai")
    assert len(rest_qdrant.requests) == 1
    store = opened(rest_qdrant, key="dung")
    store.upsert([point(1)])
    assert store.count() == 1
    store.close()


def test_no_server_at_all():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
    with pytest.raises(StoreUnreachable, match="không trả lời"):
        QdrantStore(connect(url, "", timeout_s=2, over_grpc=False), "kho-1", 4, Layout(), retries=1)


def test_a_reader_does_not_wait_twice_for_a_server_that_stalls(rest_qdrant):
    store = opened(rest_qdrant, retries=3, timeout_s=1)
    rest_qdrant.requests.clear()
    rest_qdrant.stall_s = 1.5
    with pytest.raises(StoreUnreachable, match="hết thời gian chờ"):
        searched(store)
    assert len(rest_qdrant.requests) == 1
    rest_qdrant.stall_s = 0
    store.close()


def test_a_write_that_ran_out_of_time_is_written_again(rest_qdrant):
    store = opened(rest_qdrant, retries=1, timeout_s=1)
    rest_qdrant.stall_s = 1.5
    waits = []

    def relieved(seconds):
        waits.append(seconds)
        rest_qdrant.stall_s = 0

    store._calls = Calls("kho-1", 1, relieved)
    store.upsert([point(1), point(2)])
    assert store.count() == 2 and waits == [0.2]
    store.close()


def test_vectors_of_another_length_are_refused(rest_qdrant):
    opened(rest_qdrant).close()
    with pytest.raises(ManifestMismatch, match="số chiều"):
        QdrantStore(client(rest_qdrant), "kho-1", 5, Layout())


def test_a_collection_that_is_gone_is_damage(rest_qdrant):
    with pytest.raises(StoreDamaged, match="kho-9"):
        QdrantStore(client(rest_qdrant), "kho-9", 4)
    store = opened(rest_qdrant)
    rest_qdrant.client.delete_collection("kho-1")
    with pytest.raises(StoreDamaged, match="không có bộ sưu tập"):
        searched(store)
    store.close()


def test_a_full_disk_of_the_server_is_told_as_such():
    def full():
        raise OSError(28, "No space left on device")

    with pytest.raises(DiskFull):
        Calls("kho-1", 3).write(full)


def test_mistakes_of_our_own_are_not_the_server_s():
    def wrong():
        raise TypeError("ours")

    with pytest.raises(TypeError, match="ours"):
        Calls("kho-1", 3).read(wrong)


def test_an_alias_is_switched_in_one_operation(rest_qdrant):
    for name in ("kho-1", "kho-2"):
        QdrantStore(client(rest_qdrant), name, 4, Layout()).close()
    for name in ("kho-1", "kho-2", "kho-2"):
        point_alias(client(rest_qdrant), "kho", name)
    aliases = rest_qdrant.client.get_aliases().aliases
    assert [(a.alias_name, a.collection_name) for a in aliases] == [("kho", "kho-2")]
    assert sum(path == "/collections/aliases" for _, path in rest_qdrant.requests) == 2


def test_an_alias_does_not_take_the_name_of_a_collection(rest_qdrant):
    for name in ("kho", "kho-2"):
        QdrantStore(client(rest_qdrant), name, 4, Layout()).close()
    point_alias(client(rest_qdrant), "kho", "kho-2")
    assert rest_qdrant.client.get_aliases().aliases == []


def test_an_alias_that_leads_nowhere_is_damage(rest_qdrant):
    opened(rest_qdrant).close()
    point_alias(client(rest_qdrant), "kho", "kho-1")
    rest_qdrant.client.delete_collection("kho-1")
    with pytest.raises(StoreDamaged):
        QdrantStore(client(rest_qdrant), "kho", 4)


def test_dropping_what_is_not_there_is_nothing(rest_qdrant):
    opened(rest_qdrant).close()
    for _ in range(2):
        drop_collection(client(rest_qdrant), "kho-1")
    assert not rest_qdrant.client.collection_exists("kho-1")


@pytest.mark.parametrize("url", ["ftp://may-chu:6333", "http://"])
def test_an_address_that_is_none(url):
    with pytest.raises(StoreUnreachable):
        QdrantStore(connect(url, "", timeout_s=1, over_grpc=False), "kho-1", 4, Layout(), retries=0)


@pytest.mark.parametrize("name", ["kho {}", "kho/1", "", "khó"])
def test_names_that_a_server_does_not_take_are_refused_at_the_start(name):
    with pytest.raises(ValueError):
        IndexSettings(collection=name)
