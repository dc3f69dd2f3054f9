"""Documents made of clauses of real ones, and vectors for them that keep the real neighbourhoods.

Encoding 200,000 passages takes hours; here every clause of a real passage carries that one's vector. A made passage
gets the mean of its clauses' vectors, moved by noise that its words decide.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b, sha256
from pathlib import Path
from random import Random

import numpy as np
import numpy.typing as npt

from index.catalogue.catalogue import Label
from index.sparse import Words
from index.types import Embedder, Vectors
from ingest.structure.sections import sections_of
from ingest.types import Document, Fact, Facts, Span

_SHORTEST, _LONGEST = 60, 600
"""Characters of a line that is taken as a clause."""
_NOISE = 0.35
_NUMBERED = re.compile(r"^(?:Điều )?\d+\. ")
_PIECE = re.compile(r"(?<=[.;:,]) ")
_KINDS = (("quyết định", "QĐ-UBND"), ("nghị quyết", "NQ-HĐND"), ("chỉ thị", "CT-UBND"), ("kế hoạch", "KH-UBND"))
_DAYS = (dt.date(2015, 1, 1), 4_000)
_ORGANISATIONS = 20
_COPY_EVERY = 50
_LISTED, _VECTORS = "clauses.json", "clauses.npy"


@dataclass(frozen=True, slots=True)
class Clauses:
    """Lines of real passages; `of` gives each its row in `vectors`, shape (passages, dimension)."""

    texts: tuple[str, ...]
    of: tuple[int, ...]
    vectors: Vectors

    def save(self, folder: Path) -> None:
        """Two files in the folder."""
        listed = json.dumps({"texts": self.texts, "of": self.of}, ensure_ascii=False)
        (folder / _LISTED).write_text(listed, encoding="utf-8")
        np.save(folder / _VECTORS, self.vectors)


def read_clauses(folder: Path) -> Clauses:
    """What `save` wrote."""
    listed = json.loads((folder / _LISTED).read_text(encoding="utf-8"))
    return Clauses(tuple(listed["texts"]), tuple(listed["of"]), np.load(folder / _VECTORS))


def clauses_of(passages: Iterable[tuple[str, Sequence[float] | npt.NDArray[np.float32]]]) -> Clauses:
    """The clauses of these passages, given as texts and vectors; a clause of several passages is one of the last."""
    useful = [(lines, vector) for text, vector in passages if (lines := lines_of(text))]
    unique = {line: row for row, (lines, _) in enumerate(useful) for line in lines}
    vectors = np.asarray([vector for _, vector in useful], dtype=np.float32)
    return Clauses(tuple(unique), tuple(unique.values()), vectors)


def lines_of(text: str) -> list[str]:
    """Its lines of a clause's length, without their own numbers."""
    lines = (_NUMBERED.sub("", line).strip() for line in text.split("\n"))
    return [line for line in lines if _SHORTEST <= len(line) <= _LONGEST]


class Recombined:
    """An `Embedder` for made passages under the name of the real one, which encodes the questions."""

    def __init__(self, clauses: Clauses, real: Embedder) -> None:
        self.name, self.dimension = real.name, real.dimension
        self.encode_queries = real.encode_queries
        self._rows = dict(zip(clauses.texts, clauses.of, strict=True))
        self._vectors = clauses.vectors

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """The same vector for the same words, whenever they are asked."""
        if not texts:
            return np.empty((0, self.dimension), dtype=np.float32)
        moved = np.stack([self._moved(text) for text in texts])
        return np.asarray(moved / np.linalg.norm(moved, axis=1, keepdims=True), dtype=np.float32)

    def _moved(self, text: str) -> Vectors:
        generator = np.random.default_rng(int.from_bytes(blake2b(text.encode(), digest_size=8).digest()))
        known = [self._rows[line] for line in lines_of(text) if line in self._rows]
        rows = known or [int(generator.integers(len(self._vectors)))]
        noise = generator.standard_normal(self.dimension) * _NOISE / np.sqrt(self.dimension)
        return np.asarray(self._vectors[rows].mean(axis=0) + noise, dtype=np.float32)


class Pieces:
    """`Words` that segments a text clause by clause and remembers: made passages say the same clauses again and again.

    Compounds over a comma, a colon or a full stop there are none.
    """

    def __init__(self, words: Words) -> None:
        self._of = lru_cache(maxsize=400_000)(lambda piece: tuple(words.words_of(piece)))

    def words_of(self, text: str) -> list[str]:
        return [word for piece in _PIECE.split(text) for word in self._of(piece)]


@dataclass(frozen=True, slots=True)
class Made:
    """A made document, the file that it comes from, and what was told of its label."""

    document: Document
    name: str
    label: Label


def made(number: int, clauses: Clauses, seed: int) -> Made:
    """The `number`th made document, the same at every call. Every fiftieth is a copy of the one before, as a PDF is."""
    is_copy = number % _COPY_EVERY == _COPY_EVERY - 1
    chance = Random(f"{seed}:{number - is_copy}")
    text, facts = _written(number - is_copy, clauses, chance)
    organisation = f"Đơn vị {chance.randrange(_ORGANISATIONS)}" if chance.random() < 0.4 else None
    label = Label(int(chance.random() < 0.05), organisation)
    file_id = sha256(f"{number}\0{text}".encode()).hexdigest()
    document = Document(f"{file_id}-0", text, "text/plain", facts=facts, sections=sections_of(text))
    return Made(document, f"dung/{number // 1000:03d}/{number:06d}.txt", label)


def _written(number: int, clauses: Clauses, chance: Random) -> tuple[str, Facts]:
    kind, code = chance.choice(_KINDS)
    issued_on = _DAYS[0] + dt.timedelta(days=chance.randrange(_DAYS[1]))
    symbol = f"{number}/{issued_on.year}/{code}"
    title = f"Về {' '.join(chance.choice(clauses.texts).split()[:12])}"
    issuer = f"Ủy ban nhân dân tỉnh {number % 63 + 1}"
    lines = [issuer, f"{kind.upper()} số {symbol} ngày {issued_on:%d/%m/%Y}", title]
    for dieu in range(1, chance.randint(10, 40)):
        lines.append(f"Điều {dieu}. {' '.join(chance.choice(clauses.texts).split()[:8])}")
        lines += [f"{khoan}. {chance.choice(clauses.texts)}" for khoan in range(1, chance.randint(3, 6))]
    text = "\n".join(lines)
    return text, Facts(
        number=Fact(symbol, _span(text, symbol)),
        kind=Fact(kind, _span(text, kind.upper())),
        issuer=Fact(issuer, _span(text, issuer)),
        issued_on=Fact(issued_on, _span(text, f"{issued_on:%d/%m/%Y}")),
        title=Fact(title, _span(text, title)),
    )


def _span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))
