"""Every file is read, or reported with a cause of ours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from eval.reading.readings import Readings
from eval.reading.rows import Row
from ingest.errors import IngestError


def rows(readings: Readings) -> Iterator[Row]:
    """Per folder: files read, files refused with a cause, and crashes (an exception that is none of ours)."""
    outcomes: dict[str, Counter[str]] = {}
    for name in readings.names():
        counts = outcomes.setdefault(name.split("/", 1)[0], Counter())
        try:
            readings.documents(name)
            counts["read"] += 1
        except IngestError as error:
            counts[error.code] += 1
        except Exception as error:  # the bench counts what must not happen
            counts[f"crash {type(error).__name__}"] += 1
    for folder, counts in sorted(outcomes.items()):
        of = f"{counts.total()} tệp"
        yield Row("đọc tệp", f"{folder}: đọc được", counts["read"], of)
        for code, count in sorted(counts.items()):
            if code != "read":
                yield Row("đọc tệp", f"{folder}: {code}", count, of)
    crashes = sum(count for counts in outcomes.values() for code, count in counts.items() if code.startswith("crash"))
    yield Row("đọc tệp", "lỗi không lường trước", crashes, wanted="= 0")
