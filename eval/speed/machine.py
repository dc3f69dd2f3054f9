"""The machine that figures were taken on, how busy it was, and what a process and a folder take of it (Linux)."""

from __future__ import annotations

import os
import platform
from pathlib import Path
from typing import Any

_FLAGS = ("avx2", "avx512f", "avx512_vnni", "amx_int8")
_CPU = Path("/proc/cpuinfo")
_BLOCK_BYTES = 512


def machine() -> dict[str, Any]:
    """Cores, processor, its vector instructions, memory in MiB, and the load averages at this moment."""
    described = _CPU.read_text(encoding="utf-8") if _CPU.exists() else ""
    fields = dict(map(_halves, described.splitlines()))
    flags = fields.get("flags", "").split()
    return {
        "cores": os.cpu_count(),
        "processor": fields.get("model name", platform.processor()),
        "flags": [flag for flag in _FLAGS if flag in flags],
        "memory_mib": os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**20,
        "load": load(),
    }


def load() -> list[float]:
    """Load averages over 1, 5 and 15 minutes."""
    return [round(value, 2) for value in os.getloadavg()]


def memory_mib(pid: int) -> dict[str, float]:
    """Resident memory of a process now and at its highest; empty where /proc does not tell."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return {}
    fields = dict(map(_halves, lines))
    names = {"rss": "VmRSS", "peak": "VmHWM"}
    return {ours: round(int(fields[theirs].split()[0]) / 1024, 1) for ours, theirs in names.items() if theirs in fields}


def disk_mib(path: Path) -> float:
    """What a file or a folder takes on the disk, in whole blocks; 0 where there is none."""
    files = [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file()]
    return round(sum(file.stat().st_blocks for file in files) * _BLOCK_BYTES / 2**20, 2)


def _halves(line: str) -> tuple[str, str]:
    name, _, value = line.partition(":")
    return name.strip(), value.strip()
