"""Makes the sample archive: about fifteen documents of a province that does not exist, in six formats."""

from __future__ import annotations

import sys
from pathlib import Path

from eval.sample.outline import known
from eval.sample.source import Source, read_source
from eval.sample.truth import KnownDocument, Truth

TEXTS = Path(__file__).parent / "texts"


def sources() -> tuple[Source, ...]:
    """The source texts, by name."""
    return tuple(read_source(path) for path in sorted(TEXTS.glob("*.txt")))


def make_sample(out: Path) -> Truth:
    """Writes every document into `out` (made if missing) and says what is known of each.

    The same versions of the libraries give the same bytes on every run.
    """
    out.mkdir(parents=True, exist_ok=True)
    return Truth(tuple(_make(source, out) for source in sources()))


def _make(source: Source, out: Path) -> KnownDocument:
    data, pages = _rendered(source)
    (out / source.meta["file"]).write_bytes(data)
    return known(source, pages)


def _rendered(source: Source) -> tuple[bytes, int]:
    """Bytes and pages (0 without pages). Renderers are imported here: each brings a heavy library."""
    match source.meta["format"]:
        case "pdf":
            from eval.sample import pdf

            drawn = pdf.render(source)
            return drawn.data, drawn.pages
        case "scan":
            from eval.sample import scan

            return scan.render(source)
        case "docx":
            from eval.sample import docx

            return docx.render(source), 0
        case "tcvn3":
            from eval.sample import docx, tcvn3

            return docx.render(source, tcvn3.runs_of), 0
        case "html":
            from eval.sample import html

            return html.render(source), 0
        case "md":
            from eval.sample import markdown

            return markdown.render(source), 0
        case other:
            raise ValueError(f"{source.name}: unknown format {other!r}")


if __name__ == "__main__":
    make_sample(Path(sys.argv[1]))
