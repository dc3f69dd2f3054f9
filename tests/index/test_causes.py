"""Every code that reading emits has a cause and a remedy in words."""

import ast
import re
from pathlib import Path

import pytest

import ingest
from index.causes import CAUSES, cause_of
from ingest import errors

CODE = re.compile(r"[a-z]+(?:_[a-z]+)+")


def emitted(tree):
    """Codes of findings made in a module: literal first arguments; where it is a name, every string like a code."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    makers = [call for call in calls if getattr(call.func, "id", "").lower().strip("_") == "finding"]
    arguments = [
        call.args[0] if call.args else next((k.value for k in call.keywords if k.arg == "code"), None)
        for call in makers
    ]
    codes = {a.value for a in arguments if isinstance(a, ast.Constant)}
    if any(not isinstance(a, ast.Constant) for a in arguments):
        strings = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
        codes |= {s for s in strings if isinstance(s, str) and CODE.fullmatch(s)}
    return codes


def all_emitted():
    files = sorted(Path(ingest.__file__).parent.rglob("*.py"))
    return {
        code: path.name
        for path in files
        if not path.name.startswith("fakes")
        for code in emitted(ast.parse(path.read_text(encoding="utf-8")))
    }


def leaves(root):
    yield root.code
    for kind in root.__subclasses__():
        yield from leaves(kind)


def test_every_finding_has_a_cause():
    found = all_emitted()
    assert len(found) > 10
    assert {code: name for code, name in found.items() if code not in CAUSES} == {}


def test_every_error_has_a_cause():
    assert set(leaves(errors.IngestError)) - CAUSES.keys() == set()


@pytest.mark.parametrize("code", CAUSES)
def test_causes_are_headings_and_remedies_sentences(code):
    cause = cause_of(code)
    assert CODE.fullmatch(code)
    assert cause.name[0].isupper() and not cause.name.endswith(".")
    assert cause.remedy[0].isupper() and cause.remedy.endswith(".")


def test_a_code_of_another_version_is_told_all_the_same():
    assert cause_of("later_invention").remedy
