"""Archives of given numbers of passages, each made once and kept: `base`, then every size from the one below it."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path

from api.application import Application, build
from api.settings import load_settings
from eval.beir import read_collection
from eval.errors import NothingToScore
from eval.jsonl import made_folder, read_object, write_object
from eval.product import ProductIndex
from eval.speed.asking import store_of
from eval.speed.clauses import Clauses, Made, Pieces, Recombined, clauses_of, made, read_clauses
from eval.speed.rivals import passages_in, points_in
from index.catalogue.catalogue import FileRecord
from index.openvino_encoder import OpenVinoE5
from index.passages import Cut, passages_of
from index.words import Segmenter

_SEED = 7
_BATCH_PASSAGES = 2_000
_BLOCK_BYTES = 16 * 1024
_BUILT = "built.json"

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Built:
    """What is in an archive: passages, of which real, and made documents; and how long its making took, in seconds.

    `catalogue_s` is making, cutting and writing the catalogue, `index_s` weighing words and loading the store, without
    encoding; `copies_s` looking for copies; `words_s` counting the words; `optimise_s` 0 where it was not done. Times
    are of all steps from the base on.
    """

    passages: int
    real: int
    documents: int = 0
    catalogue_s: float = 0.0
    index_s: float = 0.0
    copies_s: float = 0.0
    words_s: float = 0.0
    optimise_s: float = 0.0


class Archives:
    """Archives in `folder`, with the encoder that comes along. Raises what opening an archive raises."""

    def __init__(self, folder: Path, source: Path, beir: Sequence[Path], tell: Tell) -> None:
        self._folder = made_folder(folder)
        self._source = source
        self._beir = beir
        self._tell = tell
        self._encoder = OpenVinoE5()

    def of(self, passages: int, *, optimised: bool = False) -> tuple[Path, Built]:
        """The archive of so many passages, or of one document more, made if it is not there.

        Raises NothingToScore for fewer than the real passages.
        """
        place = self._folder / (f"{passages}-optimised" if optimised else str(passages))
        if (place / _BUILT).exists():
            return place, built_of(place)
        if optimised:
            return place, self._optimised(self.of(passages)[0], place)
        below = self._below(passages)
        if built_of(below).passages > passages:
            raise NothingToScore(self._source, f"kho có {built_of(below).passages} đoạn thật, nhiều hơn {passages}.")
        return place, self._grown(below, place, passages)

    def _below(self, passages: int) -> Path:
        smaller = [place for place in self._folder.iterdir() if place.name.isdigit() and (place / _BUILT).exists()]
        smaller = [place for place in smaller if int(place.name) < passages]
        return max(smaller, key=lambda place: int(place.name), default=None) or self._base()

    def _base(self) -> Path:
        place = self._folder / "base"
        if (place / _BUILT).exists():
            return place
        building = self._copied(self._source, place)
        application = build(load_settings(building))
        with _closed(application):
            _ = application.index  # an archive that does not fit the settings is told before hours of encoding
            for number, folder in enumerate(self._beir):
                self._tell(f"Đang mã hoá văn bản của {folder}…")
                ProductIndex(application).add(read_collection(folder).documents, name=f"beir/{number}")
            texts = {each.id: each.text for each in passages_in(application.catalogue)}
            points = points_in(store_of(application.index))
            clauses_of((texts[point.id], point.dense) for point in points if point.id in texts).save(self._folder)
            count = application.index.count()
        return self._done(building, place, Built(count, count))[0]

    def _grown(self, below: Path, place: Path, passages: int) -> Built:
        built = built_of(below)
        building = self._copied(below, place)
        self._tell(f"Đang dựng kho {passages} đoạn, từ {built.passages}…")
        clauses = read_clauses(self._folder)
        application = Application(load_settings(building), Recombined(clauses, self._encoder), Pieces(Segmenter()))
        with _closed(application):
            built = _filled(application, clauses, built, passages)
        return self._done(building, place, built)[1]

    def _optimised(self, plain: Path, place: Path) -> Built:
        building = self._copied(plain, place)
        self._tell(f"Đang tối ưu chỉ mục của {plain.name} đoạn…")
        application = build(load_settings(building))
        with _closed(application):
            index = application.index
            took = _timed(index.optimize)
        return self._done(building, place, replace(built_of(plain), optimise_s=took))[1]

    def _copied(self, source: Path, place: Path) -> Path:
        building = place.with_name(f"{place.name}.building")
        shutil.rmtree(building, ignore_errors=True)
        # Neither originals nor page images are searched; what they take is not the index's.
        left_out = {str(source): {"files", "pages", "ocr", _BUILT}}
        shutil.copytree(
            source,
            building,
            ignore=lambda folder, _: left_out.get(folder, set()),
            copy_function=copied_sparsely,
        )
        return building

    def _done(self, building: Path, place: Path, built: Built) -> tuple[Path, Built]:
        write_object(building / _BUILT, asdict(built))
        building.rename(place)
        return place, built


def copied_sparsely(source: str, place: str) -> str:
    """A copy of a file in which blocks of zeros take no disk: the engine reserves far more than it writes."""
    with Path(source).open("rb") as read, Path(place).open("wb") as write:
        while block := read.read(_BLOCK_BYTES):
            if block.count(0) == len(block):
                write.seek(len(block), os.SEEK_CUR)
            else:
                write.write(block)
        write.truncate()
    return place


def built_of(place: Path) -> Built:
    """What was written when this archive was made."""
    return Built(**read_object(place / _BUILT))


def _filled(application: Application, clauses: Clauses, built: Built, passages: int) -> Built:
    """Made documents added until there are so many passages."""
    index = application.index
    cut = Cut(application.settings.index.passage_chars)
    number, count = built.documents, built.passages
    catalogue_s = index_s = 0.0
    while count < passages:
        started = time.perf_counter()
        batch: list[str] = []
        before = count
        while count < passages and count - before < _BATCH_PASSAGES:
            each = made(number, clauses, _SEED)
            count += _put(application, each, cut)
            batch.append(each.document.id)
            number += 1
        catalogue_s += time.perf_counter() - started
        index_s += _timed(partial(index.index_documents, batch))
    return replace(
        built,
        passages=index.count(),
        documents=number,
        catalogue_s=round(built.catalogue_s + catalogue_s, 2),
        index_s=round(built.index_s + index_s, 2),
        copies_s=round(built.copies_s + _timed(index.link_copies), 2),
        words_s=round(built.words_s + _timed(index.learn_words), 2),
    )


def _put(application: Application, each: Made, cut: Cut) -> int:
    passages = passages_of(each.document, cut)
    file_id = each.document.file_id
    record = FileRecord(file_id, len(each.document.text.encode()), "text/plain", "made", degraded=False)
    application.catalogue.put(record, [each.document], [passages], each.label)
    application.catalogue.link(each.name, each.name, file_id)
    return len(passages)


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return round(time.perf_counter() - started, 2)


@contextmanager
def _closed(application: Application) -> Iterator[None]:
    try:
        yield
    finally:
        application.close()
        application.catalogue.close()
