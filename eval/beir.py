"""Collections in the BEIR layout: `corpus.jsonl`, `queries.jsonl` and `qrels/test.tsv` in one folder.

Corpus rows hold `_id`, `title` (may be missing or empty) and `text`; queries `_id` and `text`; the judgements are tab-
separated `query-id`, `corpus-id`, `score` with that header. Thakur et al. 2021.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from eval.errors import BadData, NothingToScore
from eval.jsonl import made_folder, read_rows, read_text, write_rows

CORPUS = "corpus.jsonl"
QUERIES = "queries.jsonl"
QRELS = "qrels/test.tsv"
HEADER = "query-id\tcorpus-id\tscore"


@dataclass(frozen=True, slots=True)
class Collection:
    """Documents as (id, title, text), query id → text, and query id → document id → grade (0 is not relevant).

    `queries` holds only those with at least one relevant document: the others say nothing. A relevant document that
    the corpus lacks stays in `qrels`, so that its question counts as one that was not found.
    """

    documents: tuple[tuple[str, str, str], ...]
    queries: Mapping[str, str]
    qrels: Mapping[str, Mapping[str, int]]

    @property
    def missing(self) -> dict[str, list[str]]:
        """Query id → relevant documents that the corpus lacks."""
        known = {document[0] for document in self.documents}
        lacking = {query: [key for key in self.qrels[query] if key not in known] for query in self.queries}
        return {query: keys for query, keys in lacking.items() if keys}


def read_collection(folder: Path) -> Collection:
    """A folder's collection. Raises MissingFile, BadData and, when no query has a relevant document, NothingToScore."""
    documents = tuple(
        (row.name("_id"), row.optional_text("title") or "", row.optional_text("text") or "")
        for row in read_rows(folder / CORPUS)
    )
    if len({document[0] for document in documents}) < len(documents):
        raise BadData(folder / CORPUS, None, "có mã văn bản bị lặp.")
    texts = {row.name("_id"): row.text("text") for row in read_rows(folder / QUERIES)}
    qrels = _read_qrels(folder / QRELS)
    unknown = [query for query in qrels if query not in texts]
    if unknown:
        raise BadData(folder / QRELS, None, f"{len(unknown)} câu hỏi không có trong {QUERIES}, như {unknown[0]}.")
    queries = {key: text for key, text in texts.items() if any(grade > 0 for grade in qrels.get(key, {}).values())}
    if not queries or not documents:
        raise NothingToScore(folder / QRELS, "không câu hỏi nào có văn bản liên quan.")
    return Collection(documents, queries, {key: qrels[key] for key in queries})


def _read_qrels(path: Path) -> dict[str, dict[str, int]]:
    qrels: dict[str, dict[str, int]] = {}
    for number, line in enumerate(read_text(path).splitlines(), start=1):
        if not line.strip() or (number == 1 and line.split("\t")[:2] == HEADER.split("\t")[:2]):
            continue
        try:
            query, document, grade = line.split("\t")
            qrels.setdefault(query, {})[document] = int(float(grade))
        except ValueError as error:
            raise BadData(path, number, "cần ba cột cách nhau bằng dấu tab, cột cuối là số.") from error
    return qrels


def write_collection(
    folder: Path,
    documents: Iterable[tuple[str, str, str]],
    queries: Mapping[str, str],
    qrels: Mapping[str, Iterable[str]],
) -> None:
    """The three files, replacing what was there; every judgement is of grade 1. Raises CannotWrite."""
    made_folder(folder / "qrels")
    write_rows(folder / CORPUS, ({"_id": key, "title": title, "text": text} for key, title, text in documents))
    write_rows(folder / QUERIES, ({"_id": key, "text": text} for key, text in queries.items()))
    lines = [HEADER, *(f"{query}\t{key}\t1" for query, keys in qrels.items() for key in keys)]
    (folder / QRELS).write_text("\n".join(lines) + "\n", encoding="utf-8")
