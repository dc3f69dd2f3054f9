"""Commands of `vanban-eval` that measure the search: gold spans in the first passages, and every part of the ranking.
Heavy imports stay inside the commands."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from api import console
from eval.errors import MissingFile

if TYPE_CHECKING:
    from api.application import Application

PATH = click.Path(path_type=Path)
SPAN_MEASURES = ("whole@1", "whole@3", "whole@5")
ABLATION_MEASURES = ("nDCG@10", "R@1")
"""Of these the tables of several systems tell; `summary.json` has all."""
_SOME_FAILED = 3


@click.command(cls=console.Command)
@click.argument("questions", type=PATH, metavar="CÂU_HỎI.jsonl")
@click.option("--out", type=PATH, required=True, metavar="THƯ_MỤC", help="Nơi ghi spans.jsonl và summary.json.")
@click.option("--documents", type=PATH, metavar="THƯ_MỤC", help="Nạp các văn bản này trước khi hỏi.")
@click.option("--distractors", type=PATH, multiple=True, metavar="THƯ_MỤC", help="Nạp thêm; nêu được nhiều lần.")
@click.option(
    "--leave-out", multiple=True, default=("transcripts",), show_default=True, metavar="TÊN", help="Thư mục con bỏ qua."
)
@click.option("--data", type=PATH, metavar="THƯ_MỤC", help="Dùng và giữ lại kho này; không nêu thì dùng kho tạm.")
@click.option("--systems", default="day-du", show_default=True, metavar="TÊN,…", help="Các cách tìm; “all”: mọi cách.")
def spans(
    questions: Path,
    out: Path,
    documents: Path | None,
    distractors: tuple[Path, ...],
    leave_out: tuple[str, ...],
    data: Path | None,
    systems: str,
) -> None:
    """Đo trích dẫn gốc của từng câu hỏi có nằm trọn trong 1, 3, 5, 10 đoạn đầu không."""
    from tqdm import tqdm

    from eval import report
    from eval.product import ProductPassages, description_of, opened
    from eval.questions import read_questions
    from eval.records import record
    from eval.runs import SpansRun, run_spans, span_gains
    from eval.systems import chosen

    asked = [question for question in read_questions(questions) if question.answerable and question.gold]
    failed: list[str] = []
    with opened(data) as application:
        if folders := [folder for folder in (documents, *distractors) if folder is not None]:
            failed = _ingested(application, folders, leave_out)
        data_of = {"questions": questions}
        runs: dict[str, SpansRun] = {}
        ways = chosen(application.index, systems)
        for way in ways:
            passages = ProductPassages(application, way.search)
            ticks = tqdm(asked, unit="câu", desc=way.name, leave=False, disable=None)
            made = record("spans", data_of, {**description_of(application), "system": way.name})
            runs[way.name] = run_spans(passages, ticks, out if len(ways) == 1 else out / way.name, made)
    if len(runs) == 1:
        click.echo(report.estimates_table(next(iter(runs.values())).estimates))
    else:
        shown = {name: {measure: run.estimates[measure] for measure in SPAN_MEASURES} for name, run in runs.items()}
        click.echo(report.systems_table(shown, span_gains(runs), {way.name: way.about for way in ways}))
    for name, run in runs.items():
        click.echo(report.latency_line(run.latency_ms, f"Thời gian mỗi câu ({name})"))
    click.echo(report.states_line(next(iter(runs.values())).states))
    for name in failed:
        click.echo(f"Không đọc được tệp: {name}", err=True)
    sys.exit(_SOME_FAILED if failed else 0)


@click.command(cls=console.Command)
@click.argument("folder", type=PATH, metavar="THƯ_MỤC_BEIR")
@click.option("--out", type=PATH, required=True, metavar="THƯ_MỤC", help="Nơi ghi bảng và kết quả từng câu.")
@click.option("--systems", default="all", show_default=True, metavar="TÊN,…", help="Chỉ đo các cách tìm này.")
@click.option("--second-index", is_flag=True, help="Lập thêm chỉ mục thứ hai, đoạn không kèm tiêu đề và tên văn bản.")
def ablate(folder: Path, out: Path, systems: str, second_index: bool) -> None:
    """Đo từng phần của việc xếp hạng trên một bộ BEIR: lập chỉ mục một lần, bỏ hoặc thay từng phần."""
    from contextlib import ExitStack
    from functools import partial

    from tqdm import tqdm

    from eval import report
    from eval.beir import read_collection
    from eval.product import ProductIndex, description_of, opened
    from eval.records import record
    from eval.retrieval import Rank, system_rankings
    from eval.runs import run_retrieval
    from eval.systems import PASSAGES, WHOLE, chosen, searching

    collection = read_collection(folder)
    click.echo(f"{len(collection.documents)} văn bản, {len(collection.queries)} câu hỏi có văn bản liên quan.")
    ranks: dict[str, Rank] = {}
    with ExitStack() as stack:
        click.echo("Đang lập chỉ mục…", err=True)
        application = stack.enter_context(opened(None))
        index = ProductIndex(application)
        index.add(collection.documents)
        ways = chosen(application.index, WHOLE if systems == WHOLE else f"{WHOLE},{systems}")
        about = {way.name: way.about for way in ways}
        ranks |= {way.name: partial(index.rank_by, way.search, passages=PASSAGES) for way in ways}
        if second_index:
            other = stack.enter_context(opened(None))
            bare = ProductIndex(other)
            bare.add([(key, "", text) for key, _, text in collection.documents], headed=False)
            ranks["khong-tieu-de"] = partial(bare.rank_by, searching(other.index), passages=PASSAGES)
            about["khong-tieu-de"] = "đoạn không kèm tiêu đề và tên văn bản (chỉ mục thứ hai)"
        total = len(collection.queries) * len(ranks)
        made = tqdm(system_rankings(ranks, collection), total=total, unit="lượt", leave=False, disable=None)
        run_record = record("ablate", {"collection": folder}, description_of(application))
        run = run_retrieval(collection, made, out, run_record, WHOLE)
    told = {name: {each: estimates[each] for each in ABLATION_MEASURES} for name, estimates in run.estimates.items()}
    shown = report.systems_table(told, run.gains, about)
    (out / "table.txt").write_text(shown + "\n", encoding="utf-8")
    click.echo(shown)
    for name, times in run.latency_ms.items():
        click.echo(report.latency_line(times, f"Thời gian mỗi câu ({name})"))


@click.command("bench-search", cls=console.Command)
@click.option(
    "--archive", type=PATH, required=True, metavar="THƯ_MỤC", help="Kho có thật để dựng kho thử; không bị sửa."
)
@click.option("--out", type=PATH, required=True, metavar="THƯ_MỤC", help="Nơi giữ các kho thử và speed.json.")
@click.option("--beir", type=PATH, multiple=True, metavar="THƯ_MỤC_BEIR", help="Thêm các văn bản này vào kho thử.")
@click.option("--passages", type=click.IntRange(100), multiple=True, default=(20_000,), show_default=True, metavar="SỐ")
@click.option("--clients", type=click.IntRange(1, 64), multiple=True, default=(1, 8), show_default=True, metavar="SỐ")
@click.option("--queries", type=PATH, multiple=True, metavar="TỆP.jsonl", help="Câu hỏi; không nêu: lời của văn bản.")
@click.option("--asked", type=click.IntRange(20, 10_000), default=200, show_default=True, help="Số câu mỗi lượt.")
@click.option("--parts", default="inside,http,bm25s,local", show_default=True, metavar="TÊN,…", help="Chỉ đo phần này.")
@click.option("--unoptimised", is_flag=True, help="Đo thêm trên kho có chỉ mục chưa sắp xếp.")
def bench_search(
    archive: Path,
    out: Path,
    beir: tuple[Path, ...],
    passages: tuple[int, ...],
    clients: tuple[int, ...],
    queries: tuple[Path, ...],
    asked: int,
    parts: str,
    unoptimised: bool,
) -> None:
    """Đo tốc độ tìm kiếm và sức lớn: kho thử nhiều cỡ, một và nhiều người hỏi, trong tiến trình và qua HTTP."""
    from eval.speed import table
    from eval.speed.archives import Archives
    from eval.speed.machine import machine
    from eval.speed.runs import PARTS, Plan, measure, results_of

    chosen_parts = tuple(name.strip() for name in parts.split(",") if name.strip())
    if unknown := [name for name in chosen_parts if name not in PARTS]:
        raise click.BadParameter(f"Không có phần {', '.join(unknown)}. Có: {', '.join(PARTS)}.")
    if not archive.is_dir():
        raise MissingFile(archive)
    click.echo(table.machine_line(machine()))
    archives = Archives(out / "archives", archive, beir, lambda text: click.echo(text, err=True))
    plan = Plan(asked, clients, queries, chosen_parts)
    for size in sorted(passages):
        for is_optimised in (False, True) if unoptimised else (True,):
            sized = measure(archives, out, size, plan, optimised=is_optimised)
            title = f"{sized['archive']['passages']} đoạn{'' if is_optimised else ', chỉ mục chưa sắp xếp'}"
            click.echo("\n".join((f"\n{title}", table.speed_table(sized), *table.details(sized))))
    click.echo(f"\n{table.growth_table(results_of(out)['sizes'])}\n{table.machine_line(machine())}")


@click.command("report", cls=console.Command)
@click.argument("folders", type=PATH, nargs=-1, required=True, metavar="THƯ_MỤC…")
@click.option("--html", type=PATH, required=True, metavar="TỆP.html", help="Trang được viết, không cần tệp nào khác.")
def html_report(folders: tuple[Path, ...], html: Path) -> None:
    """Viết báo cáo HTML của một hay nhiều lượt chạy: hình, bảng, các câu được và mất giữa lượt đầu và lượt sau."""
    from eval.pages.page import write_page

    write_page(folders, html)
    click.echo(f"Đã viết {html}.")


def _ingested(application: Application, folders: list[Path], leave_out: tuple[str, ...]) -> list[str]:
    """The files that failed, by name."""
    for folder in folders:
        if not folder.is_dir():
            raise MissingFile(folder)
    click.echo("Đang nạp văn bản…", err=True)
    left_out = frozenset(leave_out)
    summary = application.ingest(folders, chosen_only=lambda path: not left_out.intersection(path.parts))
    return [failure.file for failure in summary.failed]
