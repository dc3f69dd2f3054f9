"""What tests of the commands of `vanban-eval` share."""

import sys

import pytest

from eval import cli


@pytest.fixture
def run(monkeypatch, capsys):
    """Runs a command; gives its exit code and what it printed on both outputs."""

    def _run(*words):
        monkeypatch.setattr(sys, "argv", ["vanban-eval", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
            sys.exit(0)
        said = capsys.readouterr()
        return ended.value.code or 0, said.out, said.err

    return _run
