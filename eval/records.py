"""What a run was made of, so that a figure can be traced and made again."""

from __future__ import annotations

import datetime as dt
import platform
import subprocess
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

from eval.bootstrap import LEVEL, RESAMPLES, SEED


@dataclass(frozen=True, slots=True)
class Record:
    """The identity of a run. `git_dirty` is None outside a checkout; hashes are SHA-256 in hexadecimal."""

    command: str
    started_at: str
    vanban: str
    git_commit: str | None
    git_dirty: bool | None
    python: str
    machine: str
    prompts: Mapping[str, str]
    data: Mapping[str, str]
    product: Mapping[str, str] = field(default_factory=dict)
    interval: Mapping[str, float] = field(
        default_factory=lambda: {"level": LEVEL, "resamples": RESAMPLES, "seed": SEED}
    )

    def shape(self) -> dict[str, Any]:
        """The record as JSON."""
        return asdict(self)


def record(command: str, data: Mapping[str, Path], product: Mapping[str, str] | None = None) -> Record:
    """The record of a run that begins now. `data` maps a role to the file or folder that plays it."""
    commit, dirty = _checkout(Path(__file__).resolve().parent.parent)
    return Record(
        command=command,
        started_at=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        vanban=version("vanban"),
        git_commit=commit,
        git_dirty=dirty,
        python=platform.python_version(),
        machine=platform.machine(),
        prompts=prompt_hashes(),
        data={role: data_sha(path) for role, path in data.items()},
        product=dict(product or {}),
    )


def data_sha(path: Path) -> str:
    """SHA-256 of a file's bytes; of a folder, over the sorted names and hashes of the files in it."""
    if path.is_file():
        return sha256(path.read_bytes()).hexdigest()
    names = sorted(file.relative_to(path).as_posix() for file in path.rglob("*") if file.is_file())
    return sha256("".join(f"{name}\0{data_sha(path / name)}\n" for name in names).encode()).hexdigest()


def prompt_hashes() -> dict[str, str]:
    """Prompt name → the version that `prompts.library` gives it: 16 digits of the SHA-256 of its text."""
    found = sorted(file.name for file in files("prompts").iterdir() if file.name.endswith(".md"))
    texts = {name.removesuffix(".md"): (files("prompts") / name).read_text(encoding="utf-8") for name in found}
    return {name: sha256(text.encode()).hexdigest()[:16] for name, text in texts.items()}


def _checkout(folder: Path) -> tuple[str | None, bool | None]:
    commit = _git(folder, "rev-parse", "HEAD") if (folder / ".git").exists() else None
    if commit is None:
        return None, None
    return commit, bool(_git(folder, "status", "--porcelain", "--untracked-files=no"))


def _git(folder: Path, *words: str) -> str | None:
    try:
        done = subprocess.run(["git", *words], cwd=folder, capture_output=True, text=True, timeout=30, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip()
