"""The sample archive, ingested once by the real program, for the tests about the whole."""

import os
import subprocess
import sys
from pathlib import Path

import pytest


class Program:
    """`vanban` as a user runs it, over one archive."""

    def __init__(self, data: Path) -> None:
        self.data = data

    def __call__(self, *arguments: str) -> subprocess.CompletedProcess:
        program = Path(sys.executable).with_name("vanban")
        kept = {name: value for name, value in os.environ.items() if not name.startswith("VANBAN_")}
        return subprocess.run(
            [str(program), *arguments],
            capture_output=True,
            text=True,
            check=False,
            timeout=280,
            env=kept | {"VANBAN_DATA": str(self.data), "PYTHONWARNINGS": "default"},
        )


@pytest.fixture(scope="session")
def sample_documents(tmp_path_factory) -> Path:
    from eval.sample.make import make_sample

    folder = tmp_path_factory.mktemp("sample")
    make_sample(folder)
    return folder


@pytest.fixture(scope="session")
def vanban(tmp_path_factory, sample_documents) -> Program:
    program = Program(tmp_path_factory.mktemp("archive"))
    ended = program("ingest", str(sample_documents))
    assert ended.returncode == 0, ended.stderr
    return program


@pytest.fixture(scope="session")
def writing() -> bool:
    """Whether the README is being rewritten rather than held to account."""
    return os.environ.get("WRITE_README") == "1"
