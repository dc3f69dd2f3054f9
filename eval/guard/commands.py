"""Commands of `vanban-eval` that measure verification: `guard` and `support`. Heavy imports stay inside."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from api import console

if TYPE_CHECKING:
    from eval.guard.outcomes import Outcome
    from ingest.types import Document

PATH = click.Path(path_type=Path)
_UNREAD = 3


@click.command(cls=console.Command)
@click.argument("documents", type=PATH, nargs=-1, metavar="VĂN_BẢN…")
@click.option("--data", type=PATH, metavar="THƯ_MỤC", help="Lấy câu từ kho đã nạp này thay cho các tệp.")
@click.option("--out", type=PATH, required=True, metavar="THƯ_MỤC", help="Nơi ghi summary.json và wrong.jsonl.")
@click.option("--each", type=click.IntRange(1), default=20, show_default=True, help="Số câu mỗi kiểu, nhiều nhất.")
@click.option("--seed", type=int, default=1, show_default=True, help="Chọn câu nào.")
def guard(documents: tuple[Path, ...], data: Path | None, out: Path, each: int, seed: int) -> None:
    """Đo khâu thẩm định: câu trung thực phải được đưa ra, câu sai kiểu nào cũng không."""
    from eval.errors import NothingToScore
    from eval.guard.material import sentences_of
    from eval.guard.outcomes import outcomes_of, shape
    from eval.guard.replies import replies_of
    from eval.jsonl import made_folder, write_object, write_rows
    from eval.report import table

    sentences = sentences_of(_of_archive(data) if data else _of_files(documents), seed)
    if len(sentences) < 2:
        raise NothingToScore(data or Path(*documents[:1]), "các văn bản không có câu nào dùng được.")
    outcomes = list(outcomes_of(replies_of(sentences, each, seed)))
    made_folder(out)
    write_rows(out / "wrong.jsonl", map(shape, (outcome for outcome in outcomes if not outcome.is_right)))
    rows = _rows(outcomes)
    write_object(
        out / "summary.json", {"sentences": len(sentences), "seed": seed, "kinds": rows, "ms": _times(outcomes)}
    )
    head = ("Kiểu", "Trung thực", "Số câu", "Được đưa ra", "Tỉ lệ")
    click.echo(f"{len(sentences)} câu của các văn bản.")
    click.echo(
        table(head, [(name, yes, str(made), str(shown), f"{share:.3f}") for name, yes, made, shown, share in rows])
    )
    p50, p95 = _times(outcomes)
    click.echo(
        f"\nThời gian thẩm định một ý: p50 {p50:.1f} ms, p95 {p95:.1f} ms. Các trường hợp sai: {out / 'wrong.jsonl'}"
    )


@click.command(cls=console.Command)
@click.argument("answers_file", type=PATH, metavar="ANSWERS.jsonl")
@click.option("--documents", type=PATH, required=True, metavar="THƯ_MỤC", help="Các văn bản đã được hỏi.")
@click.option("--out", type=PATH, metavar="THƯ_MỤC", help="Nơi ghi failures.jsonl và labels.tsv.")
@click.option("--sheet", type=click.IntRange(1), default=100, show_default=True, help="Số ý trong bảng gán nhãn tay.")
def support(answers_file: Path, documents: Path, out: Path | None, sheet: int) -> None:
    """Đọc lại văn bản gốc, kiểm tra độc lập từng ý đã đưa ra: nguyên văn, số, ngày, số hiệu, cơ quan, phủ định."""
    from eval.errors import MissingFile
    from eval.guard.rereading import checked, read_folder, stated
    from eval.guard.sheet import sheet_of
    from eval.jsonl import made_folder, write_rows

    if not documents.is_dir():
        raise MissingFile(documents)
    statements = list(stated(answers_file))
    texts, unread = read_folder(documents)
    found = [(each, checked(each, texts)) for each in statements]
    wrong = [(each, faults) for each, faults in found if faults]
    share = 1 - len(wrong) / len(found) if found else 0.0
    click.echo(f"{len(found)} ý được đưa ra; có đủ căn cứ: {len(found) - len(wrong)} ({share:.3f}).")
    for each, faults in wrong:
        click.echo(f"  ✗ {each.question_id}: {'; '.join(faults)}\n    {each.text}")
    if out:
        made_folder(out)
        write_rows(out / "failures.jsonl", ({"id": e.question_id, "text": e.text, "faults": f} for e, f in wrong))
        (out / "labels.tsv").write_text(sheet_of(statements, sheet), encoding="utf-8")
        click.echo(f"Bảng gán nhãn tay: {out / 'labels.tsv'}")
    for name in unread:
        click.echo(f"Không đọc được tệp: {name}", err=True)
    sys.exit(_UNREAD if unread else 0)


def _of_files(paths: Sequence[Path]) -> Iterable[Document]:
    from eval.errors import MissingFile
    from ingest.errors import IngestError
    from ingest.read import read

    for path in paths:
        if not path.exists():
            raise MissingFile(path)
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file():
                try:
                    yield from read(file)
                except IngestError as error:
                    click.echo(str(error), err=True)


def _of_archive(data: Path) -> Iterable[Document]:
    from eval.product import opened
    from index.types import Scope

    scope = Scope(clearance=3)
    with opened(data) as application:
        for document_id in application.catalogue.ids(scope):
            yield application.document(document_id, scope)


def _rows(outcomes: Sequence[Outcome]) -> list[tuple[str, str, int, int, float]]:
    kinds = dict.fromkeys((outcome.reply.honest, outcome.reply.kind) for outcome in outcomes)
    rows = []
    for honest in (True, False):
        of_kind = [
            (kind, [o for o in outcomes if o.reply.kind == kind]) for is_honest, kind in kinds if is_honest == honest
        ]
        of_all = ("Tất cả", [o for o in outcomes if o.reply.honest == honest])
        for name, part in (*of_kind, of_all):
            shown = sum(not outcome.reason for outcome in part)
            rows.append((name, "có" if honest else "không", len(part), shown, shown / len(part) if part else 0.0))
    return rows


def _times(outcomes: Sequence[Outcome]) -> tuple[float, float]:
    times = sorted(outcome.ms for outcome in outcomes)
    return times[len(times) // 2], times[len(times) * 95 // 100]
