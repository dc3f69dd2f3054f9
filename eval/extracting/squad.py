"""SQuAD-like sets as question sets of our own: paragraphs as text files, the sentence of an answer as gold quote."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from eval.errors import BadData, MissingFile, NothingToScore
from eval.jsonl import made_folder, write_rows
from ingest.language.normalise import nfc

_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")


def write_squad(place: Path, folder: Path) -> int:
    """`folder/documents/A-B.txt`, the B-th paragraph of the A-th article, and `folder/questions.jsonl`; gives how many
    questions. Only those with an answer count. Raises MissingFile, BadData, NothingToScore and CannotWrite."""
    rows: list[dict[str, Any]] = []
    texts: dict[str, str] = {}
    try:
        for a, article in enumerate(json.loads(place.read_text(encoding="utf-8"))["data"]):
            for b, paragraph in enumerate(article["paragraphs"]):
                name = f"{a:03}-{b:02}.txt"
                texts[name] = nfc(paragraph["context"])
                rows += [_row(each, name, paragraph["context"]) for each in paragraph["qas"] if each["answers"]]
    except FileNotFoundError as error:
        raise MissingFile(place) from error
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise BadData(place, None, f"không đúng dạng của SQuAD ({error!r}).") from error
    if not rows:
        raise NothingToScore(place, "tệp không có câu hỏi nào.")
    documents = made_folder(folder / "documents")
    for name, text in texts.items():
        (documents / name).write_text(text + "\n", encoding="utf-8")
    write_rows(folder / "questions.jsonl", rows)
    return len(rows)


def _row(asked: dict[str, Any], name: str, context: str) -> dict[str, Any]:
    forms = list(dict.fromkeys(nfc(answer["text"]) for answer in asked["answers"]))
    start = asked["answers"][0]["answer_start"]
    return {
        "id": asked["id"],
        "question": nfc(asked["question"]),
        "kind": "span",
        "answerable": True,
        "gold": [{"file": name, "quote": nfc(_sentence(context, start))}],
        "must_contain": [forms],
    }


def _sentence(context: str, place: int) -> str:
    """The sentence that holds a character."""
    ends = [0, *(match.end() for match in _SENTENCE_END.finditer(context)), len(context)]
    at = max(at for at, end in enumerate(ends[:-1]) if end <= place)
    return context[ends[at] : ends[at + 1]].strip()
