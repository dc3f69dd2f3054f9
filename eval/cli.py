"""The command line: `vanban-eval`. Exit codes: 0 done, 2 wrong use or malformed data, 3 some questions or files failed,
4 the archive is busy or damaged. Heavy imports stay inside the commands."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from api import console
from eval.errors import EvalError, MissingFile
from eval.guard.commands import guard, support
from eval.measuring import ablate, bench_search, html_report, spans
from eval.teaching import headings, rank_folds, train_ranker, xquad
from eval.teaching_answers import squad, train_answers
from eval.tools import bench, bench_reading, bench_stores, sample

if TYPE_CHECKING:
    from eval.questions import Question
    from eval.scoring import Replies

WRONG_USE, SOME_FAILED, BROKEN = 2, 3, 4
PATH = click.Path(path_type=Path)


@click.group(cls=console.Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(
    package_name="vanban", prog_name="vanban-eval", message="%(prog)s %(version)s", help="In phiên bản."
)
def cli() -> None:
    """Đo chất lượng tìm kiếm và trả lời trên các bộ câu hỏi có đáp án."""


@click.command(cls=console.Command)
@click.argument("laws", type=PATH, metavar="LUẬT.json")
@click.argument("questions", type=PATH, metavar="CÂU_HỎI.json")
@click.option("--out", type=PATH, required=True, metavar="THƯ_MỤC", help="Nơi ghi bộ dữ liệu BEIR.")
@click.option("--without", type=PATH, multiple=True, metavar="CÂU_HỎI.json", help="Bỏ câu gần trùng một câu ở đây.")
def alqac(laws: Path, questions: Path, out: Path, without: tuple[Path, ...]) -> None:
    """Chuyển bộ ALQAC (2023, 2024) sang dạng BEIR: corpus.jsonl, queries.jsonl, qrels/test.tsv."""
    from eval.alqac import convert

    done = convert(laws, questions, out, without)
    if done.twins:
        click.echo(f"Bỏ {len(done.twins)} câu gần trùng: {', '.join(done.twins)}.")
    click.echo(f"Đã ghi {done.documents} điều luật và {done.questions} câu hỏi vào {out}.")
    _tell_missing(done.missing)


@click.command(cls=console.Command)
@click.argument("folder", type=PATH, metavar="THƯ_MỤC_BEIR")
@click.option("--out", type=PATH, required=True, metavar="THƯ_MỤC", help="Nơi ghi run.trec và kết quả từng câu.")
@click.option("--limit", type=click.IntRange(10, 1000), default=100, show_default=True, help="Số văn bản mỗi câu hỏi.")
@click.option("--legs", is_flag=True, help="Đo thêm riêng nhánh từ khóa và nhánh ngữ nghĩa trong cùng lượt chạy.")
@click.option("--variants", is_flag=True, help="Hỏi thêm cùng câu hỏi: không dấu, lỗi gõ Telex và VNI, viết tắt.")
def retrieval(folder: Path, out: Path, limit: int, legs: bool, variants: bool) -> None:
    """Đo tìm kiếm trên một bộ BEIR: nDCG@10, R@1, R@10, MRR@10."""
    from tqdm import tqdm

    from eval import report
    from eval.beir import read_collection
    from eval.ports import LEGS
    from eval.product import ProductIndex, description_of, opened
    from eval.records import record
    from eval.retrieval import rankings
    from eval.runs import run_retrieval
    from eval.variants import VARIANTS

    collection = read_collection(folder)
    click.echo(f"{len(collection.documents)} văn bản, {len(collection.queries)} câu hỏi có văn bản liên quan.")
    _tell_missing(collection.missing)
    chosen = LEGS if legs else LEGS[:1]
    typed = tuple(VARIANTS) if variants else ()
    with opened(None) as application:
        index = ProductIndex(application)
        click.echo("Đang lập chỉ mục…", err=True)
        index.add(collection.documents)
        made = rankings(index, collection, chosen, limit, typed)
        total = len(collection.queries) * (len(chosen) + len(typed))
        bar = tqdm(made, total=total, unit="lượt", desc="Tìm", leave=False, disable=None)
        run_record = record("retrieval", {"collection": folder}, description_of(application))
        run = run_retrieval(collection, bar, out, run_record)
    click.echo(report.legs_table(run.estimates))
    for leg, gains in run.gains.items():
        click.echo(f"\nKết hợp trừ {leg}:\n{report.estimates_table(gains)}")
    for leg, times in run.latency_ms.items():
        click.echo(report.latency_line(times, f"Thời gian mỗi câu ({leg})"))


@click.command(cls=console.Command)
@click.option("--data", type=PATH, required=True, metavar="THƯ_MỤC", help="Kho văn bản đã nạp.")
@click.option("--wrong", is_flag=True, help="In các cách viết dẫn sai chỗ.")
def names(data: Path, wrong: bool) -> None:
    """Đo việc gọi tên: số hiệu và điều khoản của kho, mỗi thứ mười cách viết, có dẫn đúng chỗ đầu tiên không."""
    from tqdm import tqdm

    from eval import report
    from eval.bootstrap import estimate
    from eval.measures import Score
    from eval.product import ProductNames, opened
    from eval.spellings import asked_of, is_right

    with opened(data) as application:
        product = ProductNames(application)
        documents = product.documents()
        asked = list(asked_of(documents, product.sections_of))
        found = [(each, product.first(each.question)) for each in tqdm(asked, unit="câu", leave=False, disable=None)]
    scores = [(each, is_right(each, first)) for each, first in found]
    table = {
        name: estimate([Score(float(right)) for each, right in scores if (each.span is None) is whole])
        for name, whole in (("Số hiệu: văn bản đứng đầu", True), ("Điều khoản: đơn vị đứng đầu", False))
    }
    click.echo(f"{len(documents)} văn bản có số, {len(asked)} câu.\n{report.estimates_table(table)}")
    for each, right in scores:
        if wrong and not right:
            click.echo(f"  ✗ {each.question}")


@click.command(cls=console.Command)
@click.argument("questions", type=PATH, metavar="CÂU_HỎI.jsonl")
@click.option("--data", type=PATH, required=True, metavar="THƯ_MỤC", help="Kho văn bản đã nạp.")
@click.option("--seed", type=int, default=1, show_default=True, help="Chọn lỗi nào cho câu nào.")
@click.option("--wrong", is_flag=True, help="In các gợi ý thừa và các lỗi không được gợi ý đúng.")
def slips(questions: Path, data: Path, seed: int, wrong: bool) -> None:
    """Đo gợi ý “Có phải ý bạn là”: gợi ý thừa ở câu gõ đúng, gợi ý đúng ở câu có một lỗi gõ hoặc chính tả."""
    from eval import report
    from eval.bootstrap import estimate
    from eval.measures import Score
    from eval.product import opened
    from eval.questions import read_questions
    from eval.slips import false_suggestions, outcomes_of

    asked = [question.text for question in read_questions(questions)]
    with opened(data) as application:
        words = application.index.vocabulary
        false = list(false_suggestions(asked, words.understood, words.suggested))
        found = list(outcomes_of(asked, words.lexicon, words.understood, words.suggested, seed))
    told = {question for question, _ in false}
    click.echo(f"{len(asked)} câu gõ đúng, {1000 * len(false) / len(asked):.1f} gợi ý thừa trên 1.000 câu.")
    table = {"Gõ đúng: không gợi ý": estimate([Score(float(question not in told)) for question in asked])}
    if found:
        table["Một lỗi: gợi ý đúng"] = estimate([Score(float(each.is_right)) for each in found])
    click.echo(report.estimates_table(table))
    for question, offered in false if wrong else ():
        click.echo(f"  ✗ {question} → {offered}")
    for each in found:
        if wrong and not each.is_right:
            click.echo(f"  ✗ [{each.slipped.rule}] {each.slipped.question} → {each.offered or 'không gợi ý'}")


@click.command(cls=console.Command)
@click.argument("questions", type=PATH, metavar="CÂU_HỎI.jsonl")
@click.option("--documents", type=PATH, required=True, metavar="THƯ_MỤC", help="Các văn bản để hỏi.")
@click.option("--out", type=PATH, required=True, metavar="THƯ_MỤC", help="Nơi ghi answers.jsonl và summary.json.")
@click.option("--data", type=PATH, metavar="THƯ_MỤC", help="Dùng và giữ lại kho này; không nêu thì dùng kho tạm.")
@click.option("--limit", type=click.IntRange(min=1), metavar="SỐ", help="Chỉ hỏi bấy nhiêu câu đầu.")
def answers(questions: Path, documents: Path, out: Path, data: Path | None, limit: int | None) -> None:
    """Nạp văn bản, hỏi từng câu rồi chấm: dữ kiện, trích dẫn, từ chối."""
    from tqdm import tqdm

    from eval import report
    from eval.product import ProductAnswers, description_of, opened
    from eval.questions import read_questions
    from eval.records import record
    from eval.runs import run_answers

    asked = read_questions(questions)[:limit]
    if not documents.is_dir():
        raise MissingFile(documents)
    with opened(data) as application:
        product = ProductAnswers(application)
        click.echo("Đang nạp văn bản…", err=True)
        failed = product.ingest(documents)
        run_record = record("answers", {"questions": questions, "documents": documents}, description_of(application))
        bar = tqdm(asked, unit="câu", desc="Hỏi", leave=False, disable=None)
        run = run_answers(product, asked, bar, out, run_record)
    click.echo(report.estimates_table(run.estimates))
    click.echo(f"\n{report.kinds_table(run.kinds)}\n\n{report.latency_line(run.latency_ms)}")
    for name in failed:
        click.echo(f"Không đọc được tệp: {name}", err=True)
    for name, error in run.raised.items():
        click.echo(f"Câu {name} gặp lỗi, tính điểm thấp nhất: {error}", err=True)
    sys.exit(SOME_FAILED if failed or run.raised else 0)


@click.command(cls=console.Command)
@click.argument("questions", type=PATH, metavar="CÂU_HỎI.jsonl")
@click.argument("answers_file", type=PATH, metavar="ANSWERS.jsonl")
def score(questions: Path, answers_file: Path) -> None:
    """Chấm lại một tệp answers.jsonl đã có."""
    from eval import report
    from eval.questions import read_questions
    from eval.replies import read_replies
    from eval.scoring import by_kind, estimates

    asked = read_questions(questions)
    replies = read_replies(answers_file)
    _tell_unmatched(asked, replies, answers_file)
    click.echo(report.estimates_table(estimates(asked, replies)))
    click.echo(f"\n{report.kinds_table(by_kind(asked, replies))}")


@click.command(cls=console.Command)
@click.argument("before", type=PATH, metavar="A")
@click.argument("after", type=PATH, metavar="B")
@click.option("--questions", type=PATH, metavar="CÂU_HỎI.jsonl", help="Chấm lại hai tệp answers.jsonl theo bộ này.")
def compare(before: Path, after: Path, questions: Path | None) -> None:
    """So hai lượt chạy trên cùng bộ câu hỏi: chênh lệch từng cặp và các câu đổi kết quả.

    A và B là thư mục kết quả của retrieval, ablate, spans hay answers; với --questions là hai tệp answers.jsonl.
    """
    from eval import report
    from eval.compare import compare as changes_of
    from eval.pages.runs import main_run_of
    from eval.questions import read_questions
    from eval.replies import read_replies

    if questions is None:
        click.echo(report.runs_table(main_run_of(before), main_run_of(after)))
        return
    asked = read_questions(questions)
    first, second = read_replies(before), read_replies(after)
    _tell_unmatched(asked, first, before)
    _tell_unmatched(asked, second, after)
    changes = changes_of(asked, first, second)
    click.echo("\n\n".join(part for part in (report.changes_table(changes), report.flips_list(changes)) if part))


for _command in (
    *(alqac, retrieval, ablate, names, slips, spans, answers, score, compare, html_report),
    *(sample, bench, bench_search, bench_stores, bench_reading),
    *(guard, support),
    *(headings, xquad, train_ranker, rank_folds, squad, train_answers),
):
    cli.add_command(_command)


def _tell_missing(missing: dict[str, list[str]]) -> None:
    for question, names in missing.items():
        click.echo(f"Câu {question}: đáp án {', '.join(names)} không có trong bộ văn bản; câu vẫn được tính.", err=True)


def _tell_unmatched(questions: Sequence[Question], replies: Replies, path: Path) -> None:
    from eval.scoring import unmatched

    without, unknown = unmatched(questions, replies)
    if without:
        click.echo(f"{path}: {len(without)} câu không có câu trả lời, tính điểm thấp nhất.", err=True)
    if unknown:
        click.echo(f"{path}: bỏ qua {len(unknown)} dòng không thuộc bộ câu hỏi.", err=True)


def main() -> None:
    """Run the program; expected errors become one Vietnamese line and an exit code."""
    from api.errors import ApiError
    from index.errors import IndexingError
    from ingest.errors import IngestError

    try:
        cli.main(prog_name="vanban-eval", standalone_mode=False)
    except click.exceptions.Exit as ended:
        sys.exit(ended.exit_code)
    except click.Abort:
        click.echo("Đã dừng theo yêu cầu.", err=True)
        sys.exit(130)
    except click.ClickException as error:
        click.echo(console.explained(error), err=True)
        sys.exit(WRONG_USE)
    except EvalError as error:
        click.echo(str(error), err=True)
        sys.exit(WRONG_USE)
    except (ApiError, IndexingError, IngestError) as error:
        click.echo(str(error), err=True)
        sys.exit(BROKEN)
