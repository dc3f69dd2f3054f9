"""Broken files through a worker process: a hundred a format here, two thousand in the bench (eval/reading/fuzz.py)."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from eval.reading.fuzz import broken_files, make_wholes, outcomes, read_broken, wholes_of
from eval.reading.mutations import FORMATS, mutated
from ingest.errors import IngestError, ReaderCrashed, ReadingFailed, ReadingTimedOut
from ingest.read import ReadLimits
from ingest.workers import Readers

pytestmark = pytest.mark.system

SEEDS = range(100)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole")
    make_wholes(folder)
    return folder


@pytest.fixture(scope="module")
def readers():
    with Readers(workers=1, file_s=20, memory_mib=1024, reader=read_broken) as started:
        yield started


@pytest.mark.parametrize("kind", FORMATS)
def test_broken_files_are_read_or_refused_with_a_cause(kind: str, sample: Path, readers, tmp_path: Path) -> None:
    found = list(outcomes(wholes_of(kind, sample), kind, SEEDS, tmp_path / kind, readers))
    kinds = Counter(type(outcome.error) for outcome in found)
    assert len(found) == len(SEEDS)
    assert not [kinds[bad] for bad in (ReadingFailed, ReaderCrashed, ReadingTimedOut) if kinds[bad]], kinds
    # The ways of breaking must do both: leave something to read, and leave something to refuse.
    assert 0 < kinds[type(None)] < len(SEEDS)
    assert max(outcome.peak_mib for outcome in found) <= 1024


@pytest.mark.parametrize("kind", FORMATS)
def test_a_seed_always_breaks_a_file_in_the_same_way(kind: str, sample: Path) -> None:
    content = wholes_of(kind, sample)[0].read_bytes()
    broken = [mutated(content, kind, seed) for seed in range(12)]
    assert broken == [mutated(content, kind, seed) for seed in range(12)]
    assert sum(one != content for one in broken) > 9
    assert len(set(broken)) > 9


def test_the_same_broken_file_gives_the_same_text(sample: Path, tmp_path: Path) -> None:
    for kind in FORMATS:
        for path in broken_files(wholes_of(kind, sample), kind, range(200, 203), tmp_path / kind):
            assert _given(path) == _given(path)


def _given(path: Path) -> object:
    """Without boxes: in place of a broken font PDFium takes one whose widths depend on what it has opened before."""
    try:
        return [(document.text, document.sections, document.facts) for document in read_broken(path, ReadLimits())]
    except IngestError as error:
        return type(error), str(error)
