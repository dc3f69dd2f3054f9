from __future__ import annotations

import stat
from pathlib import Path

import pytest

from ingest.formats.fakes import FakeOcr
from ingest.formats.ocr import OcrWord, PageImage
from ingest.formats.ocr_cache import KeptOcr, OcrCache, key_of
from ingest.types import Box

WORDS = (OcrWord("Điều", Box(1.25, 2, 3, 4), 0.875, 0), OcrWord('1."', Box(5, 2, 6, 4), 0.5, 0))
KEY = "ab" * 32


def image(png: bytes = b"picture", dpi: int = 300) -> PageImage:
    return PageImage(Path("a.pdf"), 1, png, dpi)


@pytest.fixture
def cache(tmp_path: Path) -> OcrCache:
    return OcrCache(tmp_path / "ocr")


def words_in(cache: OcrCache) -> list[Path]:
    return sorted((cache.folder / "words").rglob("*.json"))


def test_what_is_put_is_got(cache: OcrCache) -> None:
    assert cache.get(KEY, "f") is None
    cache.put(KEY, "f", WORDS)
    assert cache.get(KEY, "f") == WORDS
    cache.put("cd" * 32, "f", ())
    assert cache.get("cd" * 32, "f") == ()


def test_a_page_is_recognised_once(cache: OcrCache) -> None:
    engine = FakeOcr()
    first = KeptOcr(engine, cache, "f").words_of(image())
    assert KeptOcr(engine, OcrCache(cache.folder), "g").words_of(image()) == first
    assert engine.calls == 1


def test_another_picture_resolution_layout_or_version_is_another_page(cache: OcrCache) -> None:
    sparse = PageImage(Path("a.pdf"), 1, b"picture", 300, "sparse")
    keys = {key_of(image(), "1"), key_of(image(), "2"), key_of(image(b"x"), "1"), key_of(image(dpi=200), "1")}
    assert len({*keys, key_of(sparse, "1")}) == 5
    assert key_of(PageImage(Path("b.pdf"), 9, b"picture", 300), "1") in keys


@pytest.mark.parametrize("damage", [b"", b"{}", b"[1]", b"\xff\xfe", b'{"sha256": "", "words": "[]"}', b'"a"', b"null"])
def test_a_damaged_entry_is_read_anew(cache: OcrCache, damage: bytes) -> None:
    engine = FakeOcr()
    kept = KeptOcr(engine, cache, "f")
    words = kept.words_of(image())
    path = words_in(cache)[0]
    path.write_bytes(damage)
    assert kept.words_of(image()) == words
    assert engine.calls == 2
    assert kept.words_of(image()) == words
    assert engine.calls == 2


def test_a_changed_word_is_noticed(cache: OcrCache) -> None:
    cache.put(KEY, "f", WORDS)
    path = words_in(cache)[0]
    path.write_text(path.read_text(encoding="utf-8").replace("Điều", "Điểu"), encoding="utf-8")
    assert cache.get(KEY, "f") is None


def test_a_refused_file_leaves_nothing(cache: OcrCache) -> None:
    cache.put(KEY, "secret", WORDS)
    cache.put("cd" * 32, "open", WORDS)
    cache.forget("secret")
    assert cache.get("cd" * 32, "open") == WORDS
    assert all(
        "Điều" not in path.read_text(encoding="utf-8") for path in cache.folder.rglob(f"*{KEY}*") if path.is_file()
    )
    assert not list(cache.folder.rglob(f"*{KEY}*"))
    assert not (cache.folder / "files" / "secret").exists()
    cache.forget("secret")
    cache.forget("never seen")


def test_a_page_that_another_file_has_too_stays_for_it(cache: OcrCache) -> None:
    cache.put(KEY, "secret", WORDS)
    assert cache.get(KEY, "open") == WORDS
    cache.forget("secret")
    assert cache.get(KEY, "open") == WORDS
    cache.forget("open")
    assert words_in(cache) == []


def test_what_an_interrupted_ingestion_left_can_be_forgotten(cache: OcrCache) -> None:
    cache.forget_all_but({"a"})
    cache.put(KEY, "a", WORDS)
    cache.put("cd" * 32, "b", WORDS)
    cache.forget_all_but({"a"})
    assert [path.name for path in words_in(cache)] == [f"{KEY}.json"]


def test_the_longest_unused_go_first(cache: OcrCache) -> None:
    import os

    keys = [f"{number:02x}" * 32 for number in range(1, 5)]
    for age, key in enumerate(keys):
        cache.put(key, "f", WORDS)
        os.utime(cache.folder / "words" / key[:2] / f"{key}.json", (1000 - age, 1000 - age))
    size = words_in(cache)[0].stat().st_size
    OcrCache(cache.folder, limit_bytes=2 * size).shrink()
    assert [path.stem for path in words_in(cache)] == keys[:2]


def test_only_the_owner_may_look(cache: OcrCache) -> None:
    cache.put(KEY, "f", WORDS)
    for path in (words_in(cache)[0], words_in(cache)[0].parent, cache.folder / "files" / "f"):
        assert not stat.S_IMODE(path.stat().st_mode) & 0o077, path


def test_a_cache_that_cannot_be_written_costs_no_page(tmp_path: Path) -> None:
    (tmp_path / "ocr").write_text("a file where the folder should be")
    assert KeptOcr(FakeOcr(), OcrCache(tmp_path / "ocr"), "f").words_of(image())[0].text == "Điều"
