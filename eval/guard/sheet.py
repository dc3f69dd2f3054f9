"""A sheet of statements to be labelled by hand: does the quote support the statement?"""

from __future__ import annotations

import random
from collections.abc import Sequence

from eval.guard.rereading import Shown

SEED = 1
_HEAD = ("nhãn (1 có căn cứ, 0 không)", "ghi chú", "câu", "câu hỏi", "ý được đưa ra", "trích dẫn", "nơi trích")


def sheet_of(statements: Sequence[Shown], size: int) -> str:
    """Tab-separated lines with two empty cells for the label and a remark; a sample by a fixed seed, in its order."""
    chosen = random.Random(SEED).sample(list(statements), min(size, len(statements)))
    rows = [_HEAD, *(_row(each) for each in chosen)]
    return "".join("\t".join(" ".join(cell.split()) for cell in row) + "\n" for row in rows)


def _row(shown: Shown) -> tuple[str, ...]:
    quotes = " // ".join(quote for _, quote in shown.quotes)
    places = " // ".join(f"{file}, {at}" for (file, _), at in zip(shown.quotes, shown.addresses, strict=True))
    return ("", "", shown.question_id, shown.question, shown.text, quotes, places)
