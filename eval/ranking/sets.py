"""Collections to learn from, in the BEIR layout: headings of official texts, and XQuAD's questions."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from eval.beir import write_collection
from eval.errors import BadData, MissingFile, NothingToScore
from eval.ranking.headings import Headed, asked
from eval.ranking.listwise import Array
from index.rerank.features import NAMES
from ingest.language.normalise import nfc


def write_headings(units: Sequence[Headed], source: Path, folder: Path) -> int:
    """Write the collection; gives how many questions. Raises NothingToScore and CannotWrite."""
    chosen = asked(units)
    if not chosen:
        raise NothingToScore(source, "không có văn bản nào có tên và có điều, mục đủ dài với tiêu đề riêng.")
    documents = [(f"d{at}", unit.document, unit.text) for at, unit in enumerate(units)]
    queries = {f"q{at}": units[at].heading for at in chosen}
    write_collection(folder, documents, queries, {f"q{at}": [f"d{at}"] for at in chosen})
    return len(queries)


def weights_shape(name: str, weights: Array, questions: Mapping[str, int], penalty: float) -> dict[str, Any]:
    """The file of weights (`index.rerank.linear`), with what they were learned from."""
    return {
        "name": name,
        "learned_from": dict(questions),
        "penalty": penalty,
        "weights": {
            feature: round(weight, 5) for feature, weight in zip(NAMES, weights.tolist(), strict=True) if weight > 1e-5
        },
    }


def write_xquad(place: Path, folder: Path) -> int:
    """Paragraphs as documents, "a.b" the b-th of the a-th article; gives how many questions.

    Raises MissingFile, BadData, NothingToScore and CannotWrite.
    """
    documents: list[tuple[str, str, str]] = []
    queries: dict[str, str] = {}
    qrels: dict[str, list[str]] = {}
    try:
        for a, article in enumerate(json.loads(place.read_text(encoding="utf-8"))["data"]):
            for b, paragraph in enumerate(article["paragraphs"]):
                documents.append((f"{a}.{b}", "", nfc(paragraph["context"])))
                queries |= {each["id"]: nfc(each["question"]) for each in paragraph["qas"]}
                qrels |= {each["id"]: [f"{a}.{b}"] for each in paragraph["qas"]}
    except FileNotFoundError as error:
        raise MissingFile(place) from error
    except (ValueError, KeyError, TypeError) as error:
        raise BadData(place, None, f"không đúng dạng của SQuAD ({error!r}).") from error
    if not queries:
        raise NothingToScore(place, "tệp không có câu hỏi nào.")
    write_collection(folder, documents, queries, qrels)
    return len(queries)
