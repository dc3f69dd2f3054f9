"""The catalogue: what is put in comes out, to those who may see it."""

import contextlib
import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from index.catalogue.catalogue import Catalogue, FileRecord, Label
from index.catalogue.migrate import open_engine
from index.passages import passages_of
from index.types import Scope
from ingest.structure.sections import sections_of
from ingest.types import Box, Document, Fact, Facts, Finding, Page, PageSource, Span, Word

ALL = Scope(clearance=3)
OPEN = Label()


@pytest.fixture
def catalogue(tmp_path):
    opened = Catalogue(open_engine(f"sqlite:///{tmp_path / 'catalogue.sqlite'}"))
    yield opened
    opened.close()


def file_id(letter):
    return letter * 64


def document(letter, text="Điều 1. Phạm vi\nTrong tỉnh Sông Lam.", **facts):
    return Document(
        f"{file_id(letter)}-0",
        text,
        "text/plain",
        Facts(**{name: Fact(value, Span(0, 1)) for name, value in facts.items()}),
        sections=sections_of(text),
        findings=(Finding("low_ocr", "Chữ mờ."),),
    )


def put(catalogue, made, name=None, label=OPEN, *, degraded=False):
    record = FileRecord(made.file_id, 10, "text/plain", "1", degraded)
    catalogue.put(record, [made], [passages_of(made)], label)
    if name:
        catalogue.link(f"/kho/{name}", name, made.file_id)
    return made


def files(entries):
    return [entry.file for entry in entries]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(
    text=st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=80),
    confidence=st.none() | st.floats(0, 1),
    title=st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), min_size=1, max_size=20),
)
def test_a_document_comes_back_as_it_was(catalogue, text, confidence, title):
    source = PageSource("text" if confidence is None else "ocr", confidence)
    words = (Word(Box(1.25, 2.5, 3.75, 4.0), Span(0, 1)), Word(Box(0, 0, 9.99, 1), None))
    pages = (Page(1, Span(0, len(text)), source, 595.0, 842.0, words), Page(2, Span(0, 0), source, 595.0, 842.0))
    facts = Facts(title=Fact(title, Span(0, 1)), issued_on=Fact(dt.date(2026, 3, 1), Span(0, 1)))
    made = Document(f"{file_id('a')}-0", text, "application/pdf", facts, pages)
    put(catalogue, made, "a.pdf")
    assert catalogue.document(made.id, ALL) == made
    assert catalogue.passages_of(made.id) == list(passages_of(made))
    light = catalogue.document(made.id, ALL, words=False)
    assert [page.words for page in light.pages] == [(), ()]
    assert light.text == text


def test_unknown_and_empty(catalogue):
    assert catalogue.document("x-0", ALL) is None
    assert catalogue.source_of("x-0", ALL) is None
    assert catalogue.passages(["x"], ALL) == catalogue.entries_of(["x"], ALL) == {}
    assert catalogue.find("x", ALL) == catalogue.find("", ALL) == []
    assert catalogue.entries(ALL, limit=5) == (0, [])
    assert catalogue.pending(10) == catalogue.orphans() == catalogue.document_ids() == []
    totals = catalogue.totals()
    assert (totals.files, totals.documents, totals.passages, totals.findings) == (0, 0, 0, 0)
    with pytest.raises(LookupError):
        catalogue.label_of("x-0")


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("a/qd.txt", ["a/qd.txt"]),
        ("/kho/a/qd.txt", ["a/qd.txt"]),
        ("qd.txt", ["a/qd.txt", "b/qd.txt"]),
        ("khac/qd.txt", ["a/qd.txt", "b/qd.txt"]),
        ("18-NQ/TU", ["nq.txt"]),
        ("nq 18/tu", ["nq.txt"]),
        ("Nghị quyết số 18 - NQ/TU", ["nq.txt"]),
        ("18/NQ-TU", ["nq.txt"]),
        ("d.txt", []),
        ("qd_txt", []),
        ("%", []),
        ("19-NQ/TU", []),
    ],
)
def test_find_by_path_then_base_name_then_number(catalogue, name, found):
    put(catalogue, document("a"), "a/qd.txt")
    put(catalogue, document("b"), "b/qd.txt")
    put(catalogue, document("c", number="18-NQ/TU"), "nq.txt")
    assert files(catalogue.find(name, ALL)) == found


def test_entries_are_paged_in_name_order(catalogue):
    for letter, name in zip("abcde", ["5.txt", "3.txt", "1.txt", "4.txt", "2.txt"], strict=True):
        put(catalogue, document(letter), name)
    total, first = catalogue.entries(ALL, limit=2)
    assert (total, files(first)) == (5, ["1.txt", "2.txt"])
    assert files(catalogue.entries(ALL, limit=2, offset=4)[1]) == ["5.txt"]
    assert catalogue.entries(ALL, limit=2, offset=9) == (5, [])


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["bc/100%.txt", "nq.txt"]),
        ("   ", ["bc/100%.txt", "nq.txt"]),
        ("18-nq", ["nq.txt"]),
        (" ỦY BAN ", ["nq.txt"]),
        ("ủy ban", ["nq.txt"]),
        ("đỏ đen", ["nq.txt"]),
        ("ĐỎ ĐEN", ["nq.txt"]),
        ("BC/", ["bc/100%.txt"]),
        ("%", ["bc/100%.txt"]),
        ("_", []),
        ("không có", []),
    ],
)
def test_entries_by_words_of_name_number_and_title(catalogue, query, found):
    put(catalogue, document("a", number="18-NQ/TU", title="về Ủy ban sông ĐỎ ĐEN"), "nq.txt")
    put(catalogue, document("b"), "bc/100%.txt")
    total, entries = catalogue.entries(ALL, limit=10, query=query)
    assert (total, files(entries)) == (len(found), found)


def test_an_entry_says_what_the_masthead_says(catalogue):
    made = document("a", number="18-NQ/TU", kind="nghị quyết", issuer="TỈNH ỦY SÔNG LAM", issued_on=dt.date(2026, 1, 2))
    put(catalogue, made, "nq.txt", Label(1, "vptu"))
    entry = catalogue.entries_of([made.id], ALL)[made.id]
    assert (entry.number, entry.kind, entry.issuer, entry.title) == ("18-NQ/TU", "nghị quyết", "TỈNH ỦY SÔNG LAM", None)
    assert (entry.issued_on, entry.clearance, entry.organisation) == (dt.date(2026, 1, 2), 1, "vptu")
    assert (entry.pages, entry.passages, entry.findings) == (0, 1, 1)
    assert catalogue.source_of(made.id, ALL) == (made.file_id, "nq.txt")


@pytest.mark.parametrize(("marked", "told", "label"), [(None, 0, 0), (2, 0, 2), (1, 3, 3), (2, 1, 2)])
def test_the_label_is_the_higher_of_mark_and_word(catalogue, marked, told, label):
    made = put(catalogue, document("a", **({"secrecy": marked} if marked else {})), "a.txt", Label(told))
    assert catalogue.label_of(made.id) == (Label(label), None)


SCOPES = [
    (Scope(), ["a", "c", "d", "e"]),
    (Scope(clearance=1), ["a", "c", "d", "e"]),
    (Scope(clearance=2), ["a", "b", "c", "d", "e"]),
    (Scope(organisations=frozenset()), ["a", "d", "e"]),
    (Scope(organisations=frozenset({"stc"})), ["a", "c", "d", "e"]),
    (Scope(organisations=frozenset({"khac"})), ["a", "d", "e"]),
    (Scope(as_of=dt.date(2024, 5, 1)), ["a", "c", "d"]),
    (Scope(as_of=dt.date(2024, 4, 30)), ["a", "c"]),
]


@pytest.mark.parametrize(("scope", "seen"), SCOPES)
def test_every_reading_method_keeps_to_the_scope(catalogue, scope, seen):
    said = {"number": "1-NQ/TU", "kind": "nghị quyết", "title": "Về lưu trữ"}
    made = {
        "a": put(catalogue, document("a", **said), "a.txt"),
        "b": put(catalogue, document("b", **said), "b.txt", Label(clearance=2)),
        "c": put(catalogue, document("c", **said), "c.txt", Label(organisation="stc")),
        "d": put(catalogue, document("d", **said, issued_on=dt.date(2024, 5, 1)), "d.txt"),
        "e": put(catalogue, document("e", **said, issued_on=dt.date(2025, 5, 1)), "e.txt"),
    }
    ids = [document.id for document in made.values()]
    expected = [made[key].id for key in seen]
    names = [f"{key}.txt" for key in seen]
    passages = {key: catalogue.passages_of(key)[0].id for key in ids}
    assert sorted(catalogue.entries_of(ids, scope)) == expected
    assert sorted(p.document_id for p in catalogue.passages(list(passages.values()), scope).values()) == expected
    assert [found.document_id for found in catalogue.numbered({"1"}, scope)] == expected
    assert [found.document_id for found in catalogue.of_kinds({"nghị quyết"}, scope)] == expected
    assert [document_id for _, document_id, _ in catalogue.spans_of(ids, scope)] == expected
    assert catalogue.ids(scope) == expected
    assert [key for key in ids if catalogue.text_of(key, scope)] == expected
    assert [key for key in ids if catalogue.sections_of(key, scope)] == expected
    assert catalogue.entries(scope, limit=9)[0] == len(seen)
    assert files(catalogue.entries(scope, limit=9)[1]) == names
    assert files(catalogue.entries(scope, limit=9, query="txt")[1]) == names
    assert files(catalogue.find("1-NQ/TU", scope)) == names
    assert [key for key in made if catalogue.find(f"{key}.txt", scope)] == seen
    assert [key for key in made if catalogue.document(made[key].id, scope)] == seen
    assert [key for key in made if catalogue.source_of(made[key].id, scope)] == seen


def test_a_file_without_a_path_is_not_listed_until_it_is_linked(catalogue):
    made = put(catalogue, document("a", number="1-NQ/TU"))
    assert catalogue.orphans() == [made.id]
    assert catalogue.entries(ALL, limit=9) == (0, [])
    assert catalogue.totals().documents == 0
    catalogue.link("/kho/a.txt", "a.txt", made.file_id)
    assert catalogue.orphans() == []
    assert catalogue.entries(ALL, limit=9)[0] == 1


def test_two_paths_of_one_file_are_one_entry_and_either_finds_it(catalogue):
    made = put(catalogue, document("a"), "b.txt")
    catalogue.link("/kho/a.txt", "a.txt", made.file_id)
    total, entries = catalogue.entries(ALL, limit=9)
    assert (total, files(entries)) == (1, ["a.txt"])
    assert files(catalogue.find("b.txt", ALL)) == ["a.txt"]
    totals = catalogue.totals()
    assert (totals.files, totals.documents, totals.passages, totals.findings) == (1, 1, 1, 1)


def test_delete_files_takes_all_that_belongs_to_them_and_spares_what_is_led_to(catalogue):
    kept = put(catalogue, document("a"), "a.txt")
    page = Page(1, Span(0, 3), PageSource("text"), 1.0, 1.0)
    gone = Document(f"{file_id('b')}-0", "Một", "text/plain", pages=(page,))
    put(catalogue, gone)
    passage = catalogue.passages_of(gone.id)[0].id
    assert catalogue.delete_files([kept.file_id, gone.file_id, file_id("c")]) == [gone.file_id]
    assert catalogue.document_ids() == [kept.id]
    assert catalogue.document(gone.id, ALL) is None
    assert catalogue.passages([passage], ALL) == {}
    assert not catalogue.is_read(gone.file_id, "1")
    put(catalogue, gone)
    assert catalogue.document(gone.id, ALL) == gone


def test_is_read_asks_for_version_and_tools(catalogue):
    made = put(catalogue, document("a"), degraded=True)
    assert catalogue.is_read(made.file_id, "1")
    assert not catalogue.is_read(made.file_id, "1", accept_degraded=False)
    assert not catalogue.is_read(made.file_id, "2")
    put(catalogue, made)
    assert catalogue.is_read(made.file_id, "1", accept_degraded=False)


def test_pending_comes_in_batches_until_it_is_indexed(catalogue):
    ids = [put(catalogue, document(letter)).id for letter in "abcde"]
    assert catalogue.pending(2) == [ids[:2], ids[2:4], ids[4:]]
    assert catalogue.pending(100) == [ids]
    catalogue.mark_indexed(ids[1:])
    assert catalogue.pending(2) == [ids[:1]]
    catalogue.mark_indexed(ids)
    assert catalogue.pending(2) == []
    catalogue.put_passages(ids[0], ())
    assert catalogue.pending(2) == [ids[:1]]
    assert catalogue.passages_of(ids[0]) == []


def test_many_ids_at_once(catalogue):
    made = put(catalogue, document("a"), "a.txt")
    passage = catalogue.passages_of(made.id)[0]
    ids = [*(f"x{n}" for n in range(1200)), passage.id]
    assert catalogue.passages(ids, ALL) == {passage.id: passage}
    assert list(catalogue.entries_of([*ids, made.id], ALL)) == [made.id]


def test_a_failed_put_changes_nothing(catalogue):
    made = put(catalogue, document("a"), "a.txt")
    record = FileRecord(made.file_id, 10, "text/plain", "2", False)
    with contextlib.suppress(ValueError):
        catalogue.put(record, [made], [], Label())
    assert catalogue.is_read(made.file_id, "1")
    assert catalogue.document(made.id, ALL) == made


def test_a_path_leads_to_the_newest_file_and_a_failure_does_not_change_it(catalogue):
    first, second = put(catalogue, document("a"), "a.txt"), put(catalogue, document("b"))
    catalogue.fail("/kho/a.txt", "a.txt", "damaged", "Hỏng.")
    catalogue.fail("/kho/a.txt", "a.txt", "damaged", "Hỏng lần nữa.")
    assert catalogue.file_of_source("/kho/a.txt") == first.file_id
    catalogue.link("/kho/a.txt", "a.txt", second.file_id)
    assert catalogue.file_of_source("/kho/a.txt") == second.file_id
    assert catalogue.file_of_source("/kho/b.txt") is None
    assert catalogue.orphans() == [first.id]


def plan_of(catalogue, ask):
    """The database's own steps for the last statement that `ask` sends."""
    sent = []
    event.listen(catalogue._engine, "before_cursor_execute", lambda *call: sent.append(call[2:4]))
    ask()
    statement, values = sent[-1]
    with catalogue._engine.connect() as connection:
        return [row.detail for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()]


def test_copies_are_looked_up_by_document_however_many_are_indexed(catalogue):
    made = put(catalogue, document("a"), "a.txt")
    passages = [passage.id for passage in catalogue.passages_of(made.id)]
    steps = plan_of(catalogue, lambda: catalogue.passages(passages, ALL, folded=True))
    inner = steps[next(at for at, step in enumerate(steps) if "SUBQUERY" in step) + 1 :]
    assert inner[0].startswith("SEARCH copies") and all(step.startswith("SEARCH") for step in inner)


def test_documents_are_named_by_their_own_files_however_many_there_are(catalogue):
    made = put(catalogue, document("a"), "a.txt")
    steps = plan_of(catalogue, lambda: catalogue.entries_of([made.id], ALL))
    assert any(step.startswith("SEARCH paths") for step in steps)
    assert not any(step.startswith("SCAN paths") for step in steps)
