"""Commands of `vanban-eval` that teach the extractive answerer. Heavy imports stay inside the commands."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from api import console

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eval.extracting.gathered import Gathered

PATH = click.Path(path_type=Path)


@click.command(cls=console.Command)
@click.argument("place", type=PATH, metavar="SQUAD.json")
@click.option("--out", type=PATH, required=True, metavar="THƯ_MỤC", help="Nơi ghi documents/ và questions.jsonl.")
def squad(place: Path, out: Path) -> None:
    """Chuyển bộ câu hỏi dạng SQuAD (XQuAD) thành văn bản và câu hỏi để hỏi đáp, chấm bằng `vanban-eval answers`."""
    from eval.extracting.squad import write_squad

    click.echo(f"Đã ghi {write_squad(place, out)} câu vào {out}.")


@click.command("train-answers", cls=console.Command)
@click.option(
    "--asked", nargs=2, type=PATH, multiple=True, required=True, metavar="CÂU_HỎI.jsonl KHO",
    help="Câu hỏi và kho đã nạp văn bản của chúng; nêu được nhiều lần.",
)  # fmt: skip
@click.option("--also", type=PATH, required=True, metavar="THƯ_MỤC", help="Bộ do `vanban-eval squad` ghi, để học thêm.")
@click.option("--out", type=PATH, required=True, metavar="TỆP", help="Nơi ghi trọng số.")
@click.option("--name", required=True, metavar="TÊN", help="Tên bản trọng số.")
def train_answers(asked: tuple[tuple[Path, Path], ...], also: Path, out: Path, name: str) -> None:
    """Học cách chọn điều khoản trả lời và khi nào từ chối; thử lại khi bỏ riêng từng văn bản ra."""
    from eval.extracting.answered import answered
    from eval.extracting.gathered import gathered
    from eval.extracting.learned import learned, left_out, shape_of
    from eval.jsonl import write_object
    from eval.product import opened
    from eval.questions import read_questions
    from eval.report import estimates_table
    from eval.scoring import estimates

    others = read_questions(also / "questions.jsonl")
    with opened(None) as application:
        application.ingest([also / "documents"])
        known = list(gathered(application, others))
        unknown = list(gathered(application, others, without_gold=True))
    sets = {}
    for place, data in asked:
        with opened(data) as application:
            sets[place] = list(gathered(application, read_questions(place)))
    own = [each for chosen in sets.values() for each in chosen]
    counts = {place.stem: len(chosen) for place, chosen in sets.items()} | {also.name: len(known)}
    write_object(out, shape_of(learned(name, [own, known], unknown), counts))
    tried = {each.id: (judgement, confidence) for each, judgement, confidence in left_out([own, known], unknown)}
    for place, data in asked:
        click.echo(f"{place}, bỏ riêng từng văn bản:")
        _tell([(each, tried[each.id][1]) for each in sets[place]])
        questions = read_questions(place)
        with opened(data) as application:
            replies = {
                each.id: answered(application, each, tried[each.id][0]) for each in questions if each.id in tried
            }
        click.echo(estimates_table(estimates(questions, replies)))


def _tell(tried: Sequence[tuple[Gathered, float]]) -> None:
    from eval.extracting.thresholds import area_under_curve, refusal_f1

    truth = [each.answerable for each, _ in tried]
    confidences = [confidence for _, confidence in tried]
    click.echo(f"{len(tried)} câu, AUC {area_under_curve(truth, confidences):.3f}")
    for percent in range(20, 65, 5):
        score = refusal_f1(truth, confidences, percent / 100)
        click.echo(f"  từ chối dưới {percent / 100:.2f}: F1 {score:.3f}")
