"""Dense encoding: the default encoder against sentence-transformers in float32, same texts, same run.

`python -c "from eval.bench_embed import main; main()"` prints the table; `make bench` calls `run`.
"""

from __future__ import annotations

import re
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import click
import numpy as np

from index.types import Embedder

DATA = Path("../shared/data/documents/party")
LENGTHS = (166, 400)
TEXTS = 24
ROUNDS = 5
QUERIES = 100
SYNTHETIC = (
    "Tỉnh ủy Hải Sơn giao Ban cán sự đảng rà soát, bổ sung quy hoạch và báo cáo kết quả trước ngày 15 hằng tháng. "
)


@dataclass(frozen=True, slots=True)
class Rate:
    """Median passages a second of both encoders at one length, and how far their vectors agree (lowest cosine)."""

    tokens: int
    texts: int
    default_per_s: float
    reference_per_s: float
    ratio: float
    cosine_min: float


def run(texts: int = TEXTS, rounds: int = ROUNDS, data: Path = DATA) -> tuple[list[Rate], dict[str, float]]:
    """Rates by length, and figures of one query in milliseconds (`first_use_ms`, `query_p50_ms`, `query_p95_ms`).

    Rounds alternate between the encoders, so that a busy machine slows both; the ratio is the median of the rounds'
    ratios. Needs the `models` extra. Raises what the encoders raise.
    """
    from index.e5_reference import as_sentence_transformers_folder
    from index.e5_tokenizer import E5Tokenizer
    from index.e5_weights import read_weights
    from index.embed import SentenceTransformerEmbedder
    from index.openvino_encoder import OpenVinoE5

    fast = OpenVinoE5()
    latencies = query_latencies(fast)
    weights = read_weights()
    tokens_of = E5Tokenizer(weights.vocabulary, 1 << 20).ids_of
    words = corpus(data)
    with tempfile.TemporaryDirectory() as folder:
        reference = SentenceTransformerEmbedder(
            str(as_sentence_transformers_folder(weights, Path(folder))), "query: ", "passage: "
        )
        rates = [rate(fast, reference, passages(words, length, texts, tokens_of), length, rounds) for length in LENGTHS]
    return rates, latencies


def rate(fast: Embedder, reference: Embedder, texts: Sequence[str], tokens: int, rounds: int) -> Rate:
    """Alternating rounds over the same texts; the first of each is not counted."""
    ours, theirs = fast.encode_passages(texts), reference.encode_passages(texts)
    times = [(timed(fast.encode_passages, texts), timed(reference.encode_passages, texts)) for _ in range(rounds)]
    return Rate(
        tokens,
        len(texts),
        len(texts) / median(fast_s for fast_s, _ in times),
        len(texts) / median(reference_s for _, reference_s in times),
        median(reference_s / fast_s for fast_s, reference_s in times),
        float((ours * theirs).sum(axis=1).min()),
    )


def query_latencies(encoder: Embedder) -> dict[str, float]:
    """The first query, which loads the model, and the middle and slow end of those after it."""
    first = timed(encoder.encode_queries, ["Ai chủ trì?"])
    times = [
        timed(encoder.encode_queries, [f"Cơ quan nào chủ trì nhiệm vụ số {number} của nghị quyết?"])
        for number in range(QUERIES)
    ]
    p50, p95 = np.percentile(times, (50, 95))
    return {"first_use_ms": first * 1e3, "query_p50_ms": float(p50) * 1e3, "query_p95_ms": float(p95) * 1e3}


def corpus(folder: Path) -> list[str]:
    """Words of the Markdown files in `folder`, or of a made-up text where there are none."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.md"))]
    return re.sub(r"[#|*_-]{2,}", " ", " ".join(texts) or SYNTHETIC * 2000).split()


def passages(words: Sequence[str], tokens: int, count: int, tokens_of: Callable[[str], Sequence[int]]) -> list[str]:
    """`count` runs of words spread over the corpus, each of about `tokens` tokens, half to one and a half of it."""
    found = []
    for index in range(count):
        wanted = tokens * (0.5 + index / max(1, count - 1))
        start = index * len(words) // count
        run_of_words = words[start : start + int(wanted)]
        share = wanted / max(1, len(tokens_of(" ".join(run_of_words))))
        found.append(" ".join(run_of_words[: max(1, int(len(run_of_words) * min(1.0, share)))]))
    return found


def timed(encode: Callable[[Sequence[str]], object], texts: Sequence[str]) -> float:
    """Seconds."""
    start = time.perf_counter()
    encode(texts)
    return time.perf_counter() - start


@click.command()
@click.option("--texts", default=TEXTS, show_default=True)
@click.option("--rounds", default=ROUNDS, show_default=True)
def main(texts: int, rounds: int) -> None:
    """Print the table of figures."""
    rates, latencies = run(texts, rounds)
    click.echo("tokens  texts  default/s  sentence-transformers/s  ratio  lowest cosine")
    for row in rates:
        click.echo(
            f"{row.tokens:6d} {row.texts:6d} {row.default_per_s:10.1f} {row.reference_per_s:24.1f} "
            f"{row.ratio:6.2f} {row.cosine_min:14.5f}"
        )
    click.echo("  ".join(f"{name} {value:.1f}" for name, value in latencies.items()))
