"""The whole page: style inside, nothing fetched, no script."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

from eval.errors import CannotWrite, NothingToScore
from eval.pages.runs import SORTS, Run, runs_of
from eval.pages.sections import records, section
from eval.pages.speed import speed_section
from eval.speed.runs import RESULTS, results_of

_STYLE = """
:root { color-scheme: light; }
body { font: 16px/1.55 "Noto Serif", "Times New Roman", serif; color: #1c1c1c; background: #fff;
  max-width: 68rem; margin: 2rem auto; padding: 0 1.25rem; }
h1 { font-size: 1.7rem; margin-bottom: .2rem; }
h2 { font-size: 1.35rem; margin-top: 2.6rem; border-bottom: 2px solid #1d5b8f; }
h3 { font-size: 1.05rem; margin: 1.8rem 0 .5rem; }
.wide { overflow-x: auto; } table { border-collapse: collapse; font-size: .92rem; margin: .6rem 0; }
th, td { text-align: left; vertical-align: top; padding: .3rem .7rem; border-bottom: 1px solid #ddd; }
td { font-variant-numeric: tabular-nums; } thead th { border-bottom: 2px solid #888; }
tbody th { font-weight: normal; } small { color: #555; white-space: nowrap; }
details { margin: .5rem 0; } summary { cursor: pointer; }
svg { width: 100%; height: auto; max-width: 860px; display: block; }
svg text { font: 13px "Noto Sans", "DejaVu Sans", sans-serif; fill: #1c1c1c; }
svg text.small { font-size: 11px; fill: #444; } svg text.figure { font-size: 12px; }
svg .axis { stroke: #666; } svg .grid { stroke: #e2e2e2; } svg .interval { stroke: #111; stroke-width: 1.5; }
@media print { body { max-width: none; } details { break-inside: avoid; } }
"""


def page_of(folders: Sequence[Path]) -> str:
    """The page of these folders. Raises MissingFile, BadData, and NothingToScore for a folder without a run."""
    runs: list[Run] = []
    speeds: list[str] = []
    for folder, name in zip(folders, names_of(folders), strict=True):
        found = runs_of(folder, name)
        has_speed = (folder / RESULTS).exists()
        if not found and not has_speed:
            raise NothingToScore(folder, "thư mục không có kết quả của lượt chạy nào.")
        runs += found
        speeds += [speed_section(name, results_of(folder))] if has_speed else []
    parts = [section(_main_first(mine)) for mine in together(runs)]
    made = f"<h2>Các lượt chạy</h2>{records(runs)}" if any(run.record for run in runs) else ""
    return _whole([*parts, *speeds, made], names_of(folders))


def together(runs: Sequence[Run]) -> list[list[Run]]:
    """Runs of one sort over the same collection or questions, as their records say; sorts in their usual order."""
    groups: dict[tuple[str, str], list[Run]] = {}
    for run in sorted(runs, key=lambda run: SORTS.index(run.sort)):
        groups.setdefault((run.sort, run.asked_of), []).append(run)
    return list(groups.values())


def names_of(folders: Sequence[Path]) -> list[str]:
    """The folders' own names; with their parents' where two are alike."""
    own = [folder.resolve().name for folder in folders]
    return [
        f"{folder.resolve().parent.name}/{name}" if own.count(name) > 1 else name
        for folder, name in zip(folders, own, strict=True)
    ]


def write_page(folders: Sequence[Path], place: Path) -> None:
    """Raises what `page_of` raises, and CannotWrite."""
    words = page_of(folders)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(words, encoding="utf-8")
    except OSError as error:
        raise CannotWrite(place, error.strerror or str(error)) from error


def _main_first(runs: Sequence[Run]) -> list[Run]:
    return sorted(runs, key=lambda run: not run.is_main)


def _whole(parts: Sequence[str], names: Sequence[str]) -> str:
    body = "\n".join(part for part in parts if part)
    told = ", ".join(escape(name) for name in names)
    return (
        '<!doctype html>\n<html lang="vi"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Báo cáo đo: {told}</title><style>{_STYLE}</style></head>\n<body>\n<h1>Báo cáo đo</h1>\n"
        f"<p>Các thư mục: {told}. Trong ngoặc vuông và trên hình là khoảng tin cậy 95 % "
        "(bootstrap theo câu hỏi; chênh lệch lấy mẫu theo cặp).</p>\n"
        f"{body}\n</body></html>\n"
    )
