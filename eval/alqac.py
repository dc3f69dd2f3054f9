"""ALQAC's files (2023 and 2024) as a collection of the BEIR layout.

An article is a document: its title is the law's name, its text the article's as the law prints it ("Điều 5. Giống cây
trồng"): the file gives the number apart. A question is its text alone, without
the choices of a multiple-choice one. A gold article that the corpus lacks stays in the judgements: the question still
counts, as one that cannot be found in full.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.beir import write_collection
from eval.errors import BadData, NothingToScore
from eval.jsonl import Row, read_array
from ingest.language.normalise import match_key, nfc

TWIN = 80
"""Of 100. ALQAC 2023's private questions against 2024's: eight reach it, all with the same article; the next, at 76,
asks for another one."""


@dataclass(frozen=True, slots=True)
class Converted:
    """What was written: documents, questions, and question id → gold articles that the corpus lacks; and the ids of
    the questions that were left out as twins of others."""

    documents: int
    questions: int
    missing: dict[str, list[str]]
    twins: tuple[str, ...] = ()


def article_id(law: str, article: str) -> str:
    """An id without white space, as run files need.

    >>> article_id("Luật Trồng trọt", "64")
    'Luật_Trồng_trọt.64'
    """
    return re.sub(r"\s+", "_", f"{nfc(law).strip()}.{article.strip()}")


def convert(laws: Path, questions: Path, folder: Path, others: Sequence[Path] = ()) -> Converted:
    """Write the collection, without questions that have a twin among the `others`, files of questions too.

    Raises MissingFile, BadData, NothingToScore and CannotWrite.
    """
    documents = [document for law in read_array(laws) for document in _articles(law)]
    known = {document[0] for document in documents}
    if len(known) < len(documents):
        raise BadData(laws, None, "có điều luật bị lặp.")
    rows = read_array(questions)
    asked = {row.name("question_id"): row for row in rows}
    if len(asked) < len(rows):
        raise BadData(questions, None, "có mã câu hỏi bị lặp.")
    known_texts = [row.text("text") for other in others for row in read_array(other)]
    twins = tuple(key for key, row in asked.items() if has_twin(row.text("text"), known_texts))
    asked = {key: row for key, row in asked.items() if key not in twins}
    if not asked:
        raise NothingToScore(questions, "tệp không có câu hỏi nào.")
    gold = {key: _gold(row) for key, row in asked.items()}
    write_collection(folder, documents, {key: row.text("text") for key, row in asked.items()}, gold)
    lacking = {key: [name for name in names if name not in known] for key, names in gold.items()}
    return Converted(len(documents), len(asked), {key: names for key, names in lacking.items() if names}, twins)


def has_twin(text: str, others: Iterable[str]) -> bool:
    """Whether another question says nearly the same, letter by letter (the share of `rapidfuzz.fuzz.ratio`).

    >>> has_twin("Cơ quan nào cấp giấy phép?", ["Đơn vị nào cấp giấy phép?"]), has_twin("Ai ký?", [])
    (True, False)
    """
    from rapidfuzz import fuzz

    key = match_key(text)
    return any(fuzz.ratio(key, match_key(other)) >= TWIN for other in others)


def _articles(law: Row) -> list[tuple[str, str, str]]:
    name = law.text("id")
    return [
        (article_id(name, row.name("id")), nfc(name), printed(row.name("id"), nfc(row.text("text"))))
        for row in law.rows("articles")
    ]


def printed(number: str, text: str) -> str:
    """An article with its number; one without a heading, as those of the constitution, has it on a line of its own.

    >>> printed("5", "Giống cây trồng" + chr(10) + "1. Giống phải được công nhận.").split(chr(10))
    ['Điều 5. Giống cây trồng', '1. Giống phải được công nhận.']
    >>> printed("1", "Nước là một.").split(chr(10))
    ['Điều 1', 'Nước là một.']
    """
    first, _, rest = text.partition("\n")
    headed = rest.strip() and first[-1:] not in ".;:" and not re.match(r"\d", first)
    return f"Điều {number.strip()}. {text}" if headed else f"Điều {number.strip()}\n{text}"


def _gold(question: Row) -> list[str]:
    names = [article_id(row.text("law_id"), row.name("article_id")) for row in question.rows("relevant_articles")]
    return list(dict.fromkeys(names))
