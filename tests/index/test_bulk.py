"""A Ray cluster of two workers on loopback gives what the ordinary ingestion gives."""

import os
import shutil
import tempfile
import time
from functools import partial

import numpy as np
import pytest

from index.archive import open_catalogue, open_index
from index.bulk import BulkReading, Task, encoded
from index.candidates import candidates_of
from index.catalogue.catalogue import Told
from index.errors import BulkUnavailable
from index.fakes import FakeEmbedder, SyllableSegmenter
from index.ingestion import Ingestion
from index.passages import Cut
from index.places import Places
from index.settings import IndexSettings
from ingest.read import READER_VERSION, ReadLimits, is_candidate
from ingest.workers import Outcome, Readers

CUT = Cut(400)
SETTINGS = IndexSettings(passage_chars=400)
TASK = Task(ReadLimits(), 60.0, 1024, CUT)
MIB = 1024 * 1024


def fakes(dimension=16):
    return FakeEmbedder(dimension), SyllableSegmenter()


@pytest.fixture(scope="module")
def cluster():
    """Two workers, 80 MiB of shared memory, nothing but loopback, no dashboard, no usage statistics."""
    ray = pytest.importorskip("ray", reason="needs the extra `bulk`")
    before = dict(os.environ)
    # A token in the home folder guards clusters that others can reach; this one nobody can.
    os.environ.update(RAY_USAGE_STATS_ENABLED="0", RAY_AUTH_MODE="disabled")
    folder = tempfile.mkdtemp(prefix="ray-")  # pytest's own are too long for the name of a socket
    context = ray.init(
        address="local",
        num_cpus=2,
        include_dashboard=False,
        object_store_memory=80 * MIB,
        log_to_driver=False,
        configure_logging=False,
        _temp_dir=folder,
        _node_ip_address="127.0.0.2",  # the first of the range is taken for "find out my address",
    )
    yield context.address_info["gcs_address"]
    ray.shutdown()
    shutil.rmtree(folder, ignore_errors=True)
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "docs"
    made.mkdir()
    for n in range(7):
        lines = [f"Điều {k}. Nhiệm vụ {k} của kế hoạch số {n} về chuyển đổi số tỉnh Sông Lam." for k in range(1, 6)]
        (made / f"ke-hoach-{n}.txt").write_text("\n".join(lines), encoding="utf-8")
    (made / "trung.txt").write_bytes((made / "ke-hoach-1.txt").read_bytes())
    (made / "rong.txt").write_bytes(b"")
    (made / "hong.pdf").write_bytes(b"%PDF-1.7\nkhong phai pdf")
    (made / "hong.docx").write_bytes(b"PK\x03\x04" + b"x" * 60)
    return made


def ingested(root, folder, reading, parts=None):
    """Summary and points of an archive at `root`, read by `reading`."""
    embedder, words = fakes()
    places = Places(root)
    catalogue = open_catalogue(places)
    index, _ = open_index(places, SETTINGS, catalogue, embedder, words)
    with reading:
        writer = index.fed_by(reading.embedder, reading.words) if isinstance(reading, BulkReading) else index
        run = Ingestion(
            writer,
            places,
            reading,
            reader_version=READER_VERSION,
            cut=CUT,
            told=Told(),
            max_clearance=0,
            retry_degraded=True,
        )
        summary = run.run(candidates_of([folder], is_candidate)[0])
    points = index._store.scroll(None, 1000)
    passages = [passage for key in catalogue.document_ids() for passage in catalogue.passages_of(key)]
    index.close_store()
    catalogue.close()
    return summary, points, passages


@pytest.mark.system
def test_the_same_archive_as_by_the_ordinary_ingestion(cluster, tmp_path, folder):
    bulk = BulkReading(cluster, TASK, fakes, *fakes())
    ours, our_points, our_passages = ingested(tmp_path / "bulk", folder, bulk)
    theirs, their_points, their_passages = ingested(tmp_path / "one", folder, Readers(workers=1))
    assert our_passages == their_passages and len(our_points) == len(our_passages) > 20
    for mine, other in zip(our_points, their_points, strict=True):
        assert (mine.id, mine.document_id, mine.clearance) == (other.id, other.document_id, other.clearance)
        assert np.allclose(mine.dense, other.dense, atol=1e-5)
        assert dict(zip(mine.sparse.indices, mine.sparse.values, strict=True)) == pytest.approx(
            dict(zip(other.sparse.indices, other.sparse.values, strict=True))
        )
    assert ours.failed == theirs.failed
    assert sorted(failure.file.rpartition("/")[2] for failure in ours.failed) == ["hong.docx", "hong.pdf", "rong.txt"]
    assert (ours.read, ours.documents, ours.passages) == (theirs.read, theirs.documents, theirs.passages)
    assert bulk.embedder.encoded == 0, "every vector came from the cluster"


@pytest.mark.system
def test_both_workers_take_part(cluster, folder):
    with BulkReading(cluster, TASK, fakes, *fakes()) as reading:
        sent = [reading.begin(path) for path in sorted(folder.glob("*.txt"))]
        takers = {id(each.taker) for each in sent}
        outcomes = [each.outcome(60) for each in sent]
    assert len(takers) == 2
    assert [outcome.path for outcome in outcomes] == sorted(folder.glob("*.txt"))


@pytest.mark.system
def test_a_worker_that_dies_is_replaced_and_its_file_read_again(cluster, folder):
    path = folder / "ke-hoach-0.txt"
    with BulkReading(cluster, TASK, fakes, *fakes(), workers=1) as reading:
        reading.ray.kill(reading._takers[0], no_restart=False)
        assert reading.begin(path).outcome(120).documents
        assert not reading.current()


@pytest.mark.system
def test_waiting_may_be_cut_short_and_taken_up_again(cluster, folder):
    with BulkReading(cluster, TASK, fakes, *fakes(), workers=1) as reading:
        pending = reading.begin(folder / "ke-hoach-2.txt")
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                outcome = pending.outcome(0.001)
                break
            except TimeoutError:
                assert reading.current() == (folder / "ke-hoach-2.txt",) or pending.is_ready
        assert outcome.documents and pending.is_ready


@pytest.mark.system
def test_a_file_that_is_gone_fails_as_it_does_here(cluster, tmp_path):
    with BulkReading(cluster, TASK, fakes, *fakes(), workers=1) as reading:
        outcome = reading.begin(tmp_path / "khong-co.txt").outcome(5)
    assert outcome.error is not None and outcome.error.code == "unreadable_file"


@pytest.mark.system
def test_workers_of_another_version_are_refused(cluster):
    with pytest.raises(BulkUnavailable, match="fake-32-1"), BulkReading(cluster, TASK, partial(fakes, 32), *fakes()):
        pass


def test_what_is_encoded_of_a_file_that_failed_is_nothing(tmp_path):
    from ingest.errors import EmptyFile

    failed = Outcome(tmp_path, error=EmptyFile(tmp_path))
    taken = encoded(failed, CUT, *fakes())
    assert (taken.outcome, taken.dense, taken.words) == (failed, {}, {})
