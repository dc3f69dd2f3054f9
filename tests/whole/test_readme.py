"""The README says what the program does: its sessions are run, its settings table is the program's own.

`WRITE_README=1` in the environment of pytest rewrites both from the program instead of comparing.
"""

import re
import shlex
from pathlib import Path

import pytest

from api.console import plain
from api.settings import described

README = Path(__file__).parents[2] / "README.md"
SESSION = re.compile(r"^```console\n(.*?)^```", re.DOTALL | re.MULTILINE)
SETTINGS = re.compile(r"(<!-- settings: .*? -->\n)(.*?)(<!-- /settings -->)", re.DOTALL)
SESSIONS = SESSION.findall(README.read_text(encoding="utf-8"))


def settings_table() -> str:
    rows = ["| biến | mặc định | ý nghĩa |", "|---|---|---|"]
    for name, default, meaning in described():
        value = plain(default)
        shown = ", ".join(value) if isinstance(value, list) else str(value)
        rows.append(f"| `{name}` | {shown or '–'} | {meaning} |")
    return "\n".join(rows) + "\n"


@pytest.mark.model
@pytest.mark.parametrize("session", SESSIONS)
def test_a_session_prints_what_it_shows(vanban, session, writing):
    command, _, shown = session.partition("\n")
    name, *arguments = shlex.split(command.removeprefix("$ "))
    assert name == "vanban"
    ended = vanban(*arguments)
    assert ended.returncode in (0, 1), ended.stderr
    if writing:
        text = README.read_text(encoding="utf-8")
        README.write_text(text.replace(f"```console\n{session}```", f"```console\n{command}\n{ended.stdout}```"))
    else:
        assert ended.stdout == shown


def test_the_settings_table_is_the_programs_own(writing):
    text = README.read_text(encoding="utf-8")
    if writing:
        README.write_text(SETTINGS.sub(lambda found: found[1] + settings_table() + found[3], text))
    else:
        assert SETTINGS.search(text)[2] == settings_table()


def test_every_block_is_a_session_or_one_of_the_two_set_up_commands():
    text = README.read_text(encoding="utf-8")
    blocks = re.findall(r"^```(\w*)\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    verbs = set(re.findall(r"^([a-z-]+):", (README.parent / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for language, block in blocks:
        if language == "sh":
            assert {line.split()[1] for line in block.splitlines()} <= verbs
        elif not language:
            assert "→" in block, "only the picture of the two lines stands unexecuted"
        else:
            assert language == "console"


def test_every_command_is_in_the_table():
    from api.cli import cli

    text = README.read_text(encoding="utf-8")
    assert [name for name in cli.commands if f"`vanban {name}" not in text] == []
