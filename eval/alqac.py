"""ALQAC's files (2023 and 2024) as a collection of the BEIR layout.

An article is a document: its title is the law's name, its text the article's, whose first line is its heading, so that
title and text together read "law's name, article" (the recipe of our baseline). A question is its text alone, without
the choices of a multiple-choice one. A gold article that the corpus lacks stays in the judgements: the question still
counts, as one that cannot be found in full.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from eval.beir import write_collection
from eval.errors import BadData, NothingToScore
from eval.jsonl import Row, read_array
from ingest.language.normalise import nfc


@dataclass(frozen=True, slots=True)
class Converted:
    """What was written: documents, questions, and question id → gold articles that the corpus lacks."""

    documents: int
    questions: int
    missing: dict[str, list[str]]


def article_id(law: str, article: str) -> str:
    """An id without white space, as run files need.

    >>> article_id("Luật Trồng trọt", "64")
    'Luật_Trồng_trọt.64'
    """
    return re.sub(r"\s+", "_", f"{nfc(law).strip()}.{article.strip()}")


def convert(laws: Path, questions: Path, folder: Path) -> Converted:
    """Write the collection. Raises MissingFile, BadData, NothingToScore and CannotWrite."""
    documents = [document for law in read_array(laws) for document in _articles(law)]
    known = {document[0] for document in documents}
    if len(known) < len(documents):
        raise BadData(laws, None, "có điều luật bị lặp.")
    rows = read_array(questions)
    if not rows:
        raise NothingToScore(questions, "tệp không có câu hỏi nào.")
    asked = {row.name("question_id"): row for row in rows}
    if len(asked) < len(rows):
        raise BadData(questions, None, "có mã câu hỏi bị lặp.")
    gold = {key: _gold(row) for key, row in asked.items()}
    write_collection(folder, documents, {key: row.text("text") for key, row in asked.items()}, gold)
    lacking = {key: [name for name in names if name not in known] for key, names in gold.items()}
    return Converted(len(documents), len(asked), {key: names for key, names in lacking.items() if names})


def _articles(law: Row) -> list[tuple[str, str, str]]:
    name = law.text("id")
    return [(article_id(name, row.name("id")), nfc(name), nfc(row.text("text"))) for row in law.rows("articles")]


def _gold(question: Row) -> list[str]:
    names = [article_id(row.text("law_id"), row.name("article_id")) for row in question.rows("relevant_articles")]
    return list(dict.fromkeys(names))
