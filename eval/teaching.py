"""Commands of `vanban-eval` that teach the ranker of the first passages, and say what teaching gains.
Heavy imports stay inside the commands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from api import console

if TYPE_CHECKING:
    from api.application import Application
    from ingest.types import Document

PATH = click.Path(path_type=Path)
_PENALTY = click.FloatRange(min=0, min_open=True)
PENALTY = 0.1
"""Of 0.03/0.05/0.1, learned from headings and tried on XQuAD: nDCG@10 gained 0.0072/0.0073/0.0079."""


@click.command(cls=console.Command)
@click.option("--data", type=PATH, required=True, metavar="THƯ_MỤC", help="Kho đã nạp văn bản chính thức.")
@click.option("--out", type=PATH, required=True, metavar="THƯ_MỤC", help="Nơi ghi bộ dữ liệu BEIR.")
@click.option("--leave-out", multiple=True, metavar="TÊN", help="Bỏ qua thư mục con này; nêu được nhiều lần.")
@click.option("--most", type=click.IntRange(1), default=25, show_default=True, help="Số điều, mục mỗi văn bản.")
def headings(data: Path, out: Path, leave_out: tuple[str, ...], most: int) -> None:
    """Làm câu hỏi luyện từ văn bản chính thức: hỏi bằng tiêu đề của điều, phải tìm ra nội dung dưới tiêu đề ấy."""
    from eval.product import opened
    from eval.ranking.headings import headed_units
    from eval.ranking.sets import write_headings

    with opened(data) as application:
        units = headed_units(_documents(application, frozenset(leave_out)), most)
    click.echo(f"Đã ghi {write_headings(units, data, out)} câu vào {out}.")


@click.command(cls=console.Command)
@click.argument("place", type=PATH, metavar="XQUAD.json")
@click.option("--out", type=PATH, required=True, metavar="THƯ_MỤC", help="Nơi ghi bộ dữ liệu BEIR.")
def xquad(place: Path, out: Path) -> None:
    """Chuyển bộ câu hỏi dạng SQuAD sang dạng BEIR, mỗi đoạn văn là một văn bản."""
    from eval.ranking.sets import write_xquad

    click.echo(f"Đã ghi {write_xquad(place, out)} câu vào {out}.")


@click.command("train-ranker", cls=console.Command)
@click.argument("folders", type=PATH, nargs=-1, required=True, metavar="THƯ_MỤC_BEIR…")
@click.option("--out", type=PATH, required=True, metavar="TỆP", help="Nơi ghi trọng số.")
@click.option("--name", required=True, metavar="TÊN", help="Tên bản trọng số.")
@click.option("--penalty", type=_PENALTY, default=PENALTY, show_default=True, help="Mức phạt trọng số lớn.")
def train_ranker(folders: tuple[Path, ...], out: Path, name: str, penalty: float) -> None:
    """Học trọng số xếp lại từ các bộ BEIR; mỗi bộ có ảnh hưởng như nhau."""
    from eval.beir import read_collection
    from eval.jsonl import write_object
    from eval.ranking.folds import learned
    from eval.ranking.gathered import gathered
    from eval.ranking.sets import weights_shape

    sets = {folder.name: gathered(read_collection(folder)) for folder in folders}
    weights = learned(list(sets.values()), penalty)
    shape = weights_shape(name, weights, {each: len(questions) for each, questions in sets.items()}, penalty)
    write_object(out, shape)
    for feature, weight in sorted(shape["weights"].items(), key=lambda item: -item[1]):
        click.echo(f"{feature:24} {weight:8.4f}")


@click.command("rank-folds", cls=console.Command)
@click.argument("folder", type=PATH, metavar="THƯ_MỤC_BEIR")
@click.option("--out", type=PATH, required=True, metavar="THƯ_MỤC", help="Nơi ghi bảng và kết quả từng câu.")
@click.option("--folds", type=click.IntRange(2), default=5, show_default=True, help="Số phần.")
@click.option("--also", type=PATH, multiple=True, metavar="THƯ_MỤC_BEIR", help="Học thêm bộ này; nêu được nhiều lần.")
@click.option("--penalty", type=_PENALTY, default=PENALTY, show_default=True, help="Mức phạt trọng số lớn.")
def rank_folds(folder: Path, out: Path, folds: int, also: tuple[Path, ...], penalty: float) -> None:
    """Thử nghiệm: học xếp lại từ chính bộ này, chia theo văn bản (luật) để không luật nào vừa học vừa thử."""
    from eval import report
    from eval.beir import read_collection
    from eval.measuring import ABLATION_MEASURES
    from eval.ranking.folds import judged, rankings_of
    from eval.ranking.gathered import gathered
    from eval.records import record
    from eval.runs import run_retrieval

    collection = read_collection(folder)
    questions = gathered(collection)
    others = [gathered(read_collection(each)) for each in also]
    made, about = rankings_of(questions, others, folds, penalty)
    run = run_retrieval(
        judged(collection, questions), made, out, record("rank-folds", {"collection": folder}), "theo-luat"
    )
    told = {name: {each: estimates[each] for each in ABLATION_MEASURES} for name, estimates in run.estimates.items()}
    shown = report.systems_table(told, run.gains, about)
    (out / "table.txt").write_text(shown + "\n", encoding="utf-8")
    click.echo(shown)


def _documents(application: Application, left_out: frozenset[str]) -> Iterator[Document]:
    """Those of the files outside these folders, in the order of their ids."""
    from index.types import Scope

    everything = Scope(clearance=3)
    for document_id in application.catalogue.ids(everything):
        entry = application.entry(document_id, everything)
        document = application.document(document_id, everything)
        if not left_out.intersection(Path(entry.file).parts[:-1]):
            yield document
