"""Commands of `vanban-eval` beside the measures: the sample archive and the speed table."""

from __future__ import annotations

from pathlib import Path

import click

from api import console
from eval.errors import MissingFile


@click.command(cls=console.Command)
@click.option("--out", type=click.Path(path_type=Path), metavar="THƯ_MỤC", help="Nơi ghi các văn bản mẫu.")
@click.option("--question", is_flag=True, help="In câu hỏi thử của kho mẫu.")
def sample(out: Path | None, question: bool) -> None:
    """Dựng kho văn bản mẫu của một tỉnh không có thật, hoặc in câu hỏi thử của kho ấy."""
    from eval.sample import DEMO_QUESTION

    if question:
        click.echo(DEMO_QUESTION)
    if out is not None:
        from eval.sample.make import make_sample

        truth = make_sample(out)
        click.echo(f"Đã dựng {len(truth.documents)} văn bản mẫu tại {out}.")


@click.command(cls=console.Command)
@click.option("--texts", type=click.IntRange(4, 1000), default=24, show_default=True, help="Số đoạn mỗi lượt mã hoá.")
@click.option("--rounds", type=click.IntRange(1, 100), default=5, show_default=True, help="Số lượt đo mã hoá.")
@click.option("--passages", type=click.IntRange(1000), default=20_000, show_default=True, help="Số đoạn trong kho thử.")
def bench(texts: int, rounds: int, passages: int) -> None:
    """Đo tốc độ: mã hoá so với sentence-transformers, và truy vấn kết hợp trên kho thử."""
    from eval import bench_embed, bench_search

    rates, first = bench_embed.run(texts, rounds)
    click.echo("Mã hoá (đoạn/giây)    mặc định  sentence-transformers fp32   tỉ số  cosine thấp nhất")
    for row in rates:
        click.echo(
            f"  đoạn ~{row.tokens:3d} token {row.default_per_s:14.1f} {row.reference_per_s:27.1f} "
            f"{row.ratio:7.2f} {row.cosine_min:17.5f}"
        )
    click.echo(f"Một câu hỏi: p50 {first['query_p50_ms']:.1f} ms, p95 {first['query_p95_ms']:.1f} ms")
    speed = bench_search.run(passages)
    click.echo(
        f"Truy vấn kết hợp trên {speed.passages} đoạn: p50 {speed.p50_ms:.1f} ms, p95 {speed.p95_ms:.1f} ms "
        f"(riêng mã hoá p50 {speed.encoding_p50_ms:.1f} ms; dựng kho {speed.built_s:.0f} giây)"
    )


@click.command("bench-stores", cls=console.Command)
@click.argument("archive", type=click.Path(path_type=Path), metavar="KHO")
@click.option("--questions", type=click.IntRange(1, 10_000), default=500, show_default=True, help="Số câu hỏi.")
@click.option("--server-url", default="", metavar="ĐỊA_CHỈ", help="Máy chủ Qdrant để so; bỏ trống: bộ giả lập.")
@click.option("--server-key", default="", metavar="KHOÁ", envvar="VANBAN_INDEX__SERVER_KEY", help="Khoá của máy chủ.")
def bench_stores(archive: Path, questions: int, server_url: str, server_key: str) -> None:
    """So chỉ mục của KHO với máy chủ Qdrant (hoặc bộ giả lập): mười đoạn đầu của từng nhánh có giống nhau."""
    from eval import bench_stores as stores

    if not archive.is_dir():
        raise MissingFile(archive)
    click.echo("nhánh   câu  mười đoạn như nhau  chỉ khác khi bằng điểm  lệch điểm nhất  trong máy (ms)  bên kia (ms)")
    for row in stores.run(archive, server_url, server_key, questions):
        click.echo(
            f"{row.leg:6s} {row.questions:5d} {row.same:19d} {row.same_but_for_ties:23d} {row.apart:15.1e} "
            f"{row.first_ms:15.2f} {row.second_ms:13.2f}"
        )


@click.command("bench-reading", cls=console.Command)
@click.argument("documents", type=click.Path(path_type=Path), metavar="THƯ_MỤC")
@click.option("--only", metavar="TÊN,…", default="", help="Chỉ đo các phần này.")
@click.option("--json", "json_", type=click.Path(path_type=Path), metavar="TỆP", help="Ghi thêm bảng dạng JSON.")
def bench_reading(documents: Path, only: str, json_: Path | None) -> None:
    """Đo việc đọc văn bản: phông cũ, bản quét, thể thức, bố cục, tốc độ, tệp hỏng."""
    from eval.reading import bench
    from eval.reading.rows import table

    if not documents.is_dir():
        raise MissingFile(documents)
    chosen = [name for name in only.split(",") if name] or list(bench.MEASURES)
    if unknown := [name for name in chosen if name not in bench.MEASURES]:
        raise click.BadParameter(f"Không có phần {', '.join(unknown)}. Có: {', '.join(bench.MEASURES)}.")
    rows = []
    for row in bench.measured(documents, chosen):
        click.echo(f"{row.group}: {row.measure} = {row.value:g}", err=True)
        rows.append(row)
    click.echo(table(rows))
    if json_:
        bench.write_json(rows, json_)
