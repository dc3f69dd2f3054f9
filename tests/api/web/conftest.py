"""An archive of two documents in memory, and the web door over it."""

import contextlib
import datetime as dt
import functools
import io
import itertools
from dataclasses import replace
from pathlib import Path

import fontpkg_noto_serif
import pytest
from PIL import Image, ImageDraw, ImageFont
from starlette.testclient import TestClient

from api.errors import DocumentNotFound, EmptyQuestion, PageNotFound, PassageNotFound, QuestionTooLong
from api.filter_choices import relaxed
from api.searching import page_of
from api.types import Answer, Citation, Claim, Done, Found, Rejected, Stated, Statement, Support, Trace, Working
from api.understanding import Interpretation
from api.web.app import create_app
from index.filters import Filter, Tally, facets_of
from index.query.lexicon import lexicon_of
from index.query.understanding import understood
from index.types import DocumentEntry, Hit, Passage, Scope, passage_id
from ingest.types import (
    Box,
    Document,
    Fact,
    Facts,
    Finding,
    Level,
    Page,
    PageSource,
    Reference,
    Relation,
    Section,
    Span,
    Target,
    Word,
)

LEXICON = lexicon_of(["Cơ quan nào chủ trì số hóa hồ sơ lưu trữ lịch sử của huyện?", "Chuyển đổi số."] * 5)
PAGED, PLAIN = "a" * 64 + "-0", "b" * 64 + "-0"
UNVERIFIED = "Câu này không có trong văn bản nào"
HOSTILE = "<script>alert('x')</script> \"> <img src=x onerror=alert(1)> {{ 7*7 }} & 'đóng'"
APPLIES = f"1. Quy chế này áp dụng cho {HOSTILE}"
WHERE = "khoản 1 Điều 1"
DIGITISE = "2. Văn phòng Huyện ủy chủ trì, phối hợp với các ban xây dựng Đảng số hóa toàn bộ hồ sơ lưu trữ lịch sử."

PAGE_LINES = (
    (
        "HUYỆN ỦY BÌNH AN",
        "Số 12-NQ/HU",
        "Bình An, ngày 15 tháng 3 năm 2025",
        "NGHỊ QUYẾT",
        "về đẩy mạnh chuyển đổi số trong các cơ quan đảng của huyện",
        "I- Quan điểm",
        "1. Chuyển đổi số là nhiệm vụ thường xuyên, gắn với cải cách hành chính và lấy người dân làm trung tâm.",
        "2. Người đứng đầu cấp ủy chịu trách nhiệm trực tiếp về kết quả chuyển đổi số của cơ quan, đơn vị mình.",
        "II- Mục tiêu đến năm 2030",
        "1. Trên 95% hồ sơ công việc của các cơ quan đảng cấp huyện được xử lý trên môi trường số.",
        "2. 100% cán bộ, công chức được bồi dưỡng kỹ năng số ít nhất một lần mỗi năm.",
    ),
    (
        "III- Nhiệm vụ và giải pháp",
        "1. Hoàn thiện quy chế quản lý, khai thác văn bản điện tử; ban hành trong quý III năm 2025.",
        DIGITISE,
        "IV- Tổ chức thực hiện",
        "Ban Thường vụ Huyện ủy chỉ đạo, kiểm tra việc thực hiện và sơ kết hằng năm.",
        "T/M BAN CHẤP HÀNH",
        "BÍ THƯ",
        "Nguyễn Thị Minh Hòa",
    ),
)
WIDTH, HEIGHT, SIZE, MARGIN = 595.0, 842.0, 13, 72


@functools.cache
def font(size):
    return ImageFont.truetype(next(Path(fontpkg_noto_serif.ROOT, "files").glob("NotoSerif[[]*.ttf")), size)


def laid_out(lines, offset):
    """Words of one page with their boxes; the text's offsets begin at `offset`."""
    words, top, at = [], MARGIN, offset
    for line in lines:
        left = MARGIN
        for token in line.split(" "):
            width = font(100).getlength(token) * SIZE / 100
            if left + width > WIDTH - MARGIN:
                left, top = MARGIN, top + SIZE * 1.5
            words.append((token, Word(Box(left, top, left + width, top + SIZE * 1.3), Span(at, at + len(token)))))
            left, at = left + width + SIZE * 0.28, at + len(token) + 1
        top += SIZE * 2
    return words


def paged_document():
    texts = ["\n".join(lines) for lines in PAGE_LINES]
    text, drawn, pages, at = "\n".join(texts), [], [], 0
    for number, (lines, body) in enumerate(zip(PAGE_LINES, texts, strict=True), 1):
        drawn.append(laid_out(lines, at))
        end = min(at + len(body) + 1, len(text))
        source = PageSource("text") if number == 1 else PageSource("ocr", 0.914)
        pages.append(Page(number, Span(at, end), source, WIDTH, HEIGHT, tuple(word for _, word in drawn[-1])))
        at = end

    def span(words):
        return Span(text.index(words), text.index(words) + len(words))

    heads = [("I- Quan điểm", "I"), ("II- Mục tiêu", "II"), ("III- Nhiệm vụ", "III"), ("IV- Tổ chức", "IV")]
    starts = [text.index(head) for head, _ in heads] + [len(text)]
    titles = ["Quan điểm", "Mục tiêu đến năm 2030", "Nhiệm vụ và giải pháp", "Tổ chức thực hiện"]
    sections = [
        Section(Level.ROMAN, number, title, Span(start, end), None)
        for (_, number), title, (start, end) in zip(heads, titles, itertools.pairwise(starts), strict=True)
    ]
    second = text.index("2. Văn phòng")
    sections.insert(3, Section(Level.ARABIC, "2", "", Span(second, starts[3]), 2))
    facts = Facts(
        number=Fact("12-NQ/HU", span("12-NQ/HU")),
        kind=Fact("nghị quyết", span("NGHỊ QUYẾT")),
        issuer=Fact("HUYỆN ỦY BÌNH AN", span("HUYỆN ỦY BÌNH AN")),
        issued_on=Fact(dt.date(2025, 3, 15), span("ngày 15 tháng 3 năm 2025")),
        title=Fact("về đẩy mạnh chuyển đổi số", span("về đẩy mạnh chuyển đổi số")),
        signer=Fact("Nguyễn Thị Minh Hòa", span("Nguyễn Thị Minh Hòa")),
        secrecy=None,
        recipients=Fact(("Văn phòng Huyện ủy", "các ban xây dựng Đảng"), span("Văn phòng Huyện ủy")),
    )
    finding = Finding("low_ocr", "Trang 2 được nhận dạng từ ảnh quét, một số chữ có thể sai dấu.", span("T/M BAN"))
    reference = Reference(Target("57-NQ/TW", "nghị quyết"), Relation.CAN_CU, span("Chuyển đổi số"))
    document = Document(PAGED, text, "application/pdf", facts, tuple(pages), tuple(sections), (reference,), (finding,))
    return document, drawn


def plain_document():
    text = f"Điều 1. Phạm vi\n{APPLIES}\na) Mọi cơ quan, đơn vị 𝄞 trực thuộc.\n\nĐiều 2. Hiệu lực"
    first, second = text.index("Điều 1"), text.index("Điều 2")
    sections = (
        Section(Level.DIEU, "1", HOSTILE, Span(first, second), None),
        Section(Level.DIEU, "2", "Hiệu lực", Span(second, len(text)), None),
    )
    facts = Facts(signer=Fact(HOSTILE, Span(0, 6)))
    finding = Finding("odd", HOSTILE, Span(0, 6))
    reference = Reference(Target(number=HOSTILE), None, Span(0, 6))
    return Document(PLAIN, text, "text/html", facts, (), sections, (reference,), (finding,))


def entry_of(document, file, clearance=0):
    facts = document.facts
    value = lambda fact: fact.value if fact else None  # noqa: E731
    return DocumentEntry(
        id=document.id,
        file=file,
        media_type=document.media_type,
        number=value(facts.number),
        kind=value(facts.kind),
        issuer=value(facts.issuer),
        issued_on=value(facts.issued_on),
        title=value(facts.title),
        pages=len(document.pages),
        passages=3,
        findings=len(document.findings),
        clearance=clearance,
        organisation=None,
    )


class FakeApplication:
    """Answers from fixed words: "chủ trì" and "tiền đề" are known, everything else is refused."""

    def __init__(self, folder):
        self.paged, self.drawn = paged_document()
        self.plain = plain_document()
        self.known = {document.id: document for document in (self.paged, self.plain)}
        self.entries = (entry_of(self.paged, "nghi-quyet/12-NQ-HU.pdf"), entry_of(self.plain, f"{HOSTILE}.html"))
        self.original_path = folder / "goc.pdf"
        self.original_path.write_bytes(b"%PDF-1.7 fake")
        self.warmed = 0
        self.closed = 0
        self.scopes = []
        self.literals = []
        self.requests = []
        self.failure = None
        self.gate = None
        self.copied = False
        self.doubt = None

    @property
    def is_warm(self):
        return self.warmed > 0

    def warm(self):
        self.warmed += 1

    def default_scope(self):
        return Scope()

    def documents(self, scope, *, limit, offset, query=""):
        self._seen(scope)
        words = query.lower()
        found = [e for e in self.entries if words in f"{e.number} {e.title} {e.file}".lower()]
        return len(found), tuple(found[offset : offset + limit])

    def entry(self, document_id, scope):
        self.document(document_id, scope)
        return next(entry for entry in self.entries if entry.id == document_id)

    def document(self, document_id, scope):
        self._seen(scope)
        if document_id not in self.known:
            raise DocumentNotFound(document_id)
        return self.known[document_id]

    def copies(self, document_id, scope):
        entry = self.entry(document_id, scope)
        return tuple(other for other in self.entries if self.copied and other != entry)

    def original(self, document_id, scope):
        self.document(document_id, scope)
        return self.original_path, "application/pdf", "Nghị quyết 12.pdf"

    def page_image(self, document_id, number, scope, *, width_px):
        if not 1 <= number <= len(self.document(document_id, scope).pages):
            raise PageNotFound(number, len(self.document(document_id, scope).pages))
        scale = width_px / WIDTH
        image = Image.new("RGB", (width_px, round(HEIGHT * scale)), "white")
        pen = ImageDraw.Draw(image)
        for token, word in self.drawn[number - 1]:
            pen.text((word.box.left * scale, word.box.top * scale), token, "#111", font(round(SIZE * scale)))
        file = io.BytesIO()
        image.save(file, "PNG")
        return file.getvalue()

    def understand(self, query, scope, literal=()):
        return Interpretation(
            understood(query, LEXICON, {"cđs": ("chuyển đổi số",), "cds": ("chuyển đổi số",)}, literal)
        )

    def search(self, query, scope, *, limit=10, literal=()):
        self._seen(scope)
        quotes = ((self.paged, "2. Văn phòng Huyện ủy chủ trì"), (self.plain, "1. Quy chế này áp dụng"))
        return tuple(self._found(document, words) for document, words in quotes[:limit])

    def search_page(self, request, scope):
        self._seen(scope)
        self.requests.append(request)
        if len(request.query) > 2000:
            raise QuestionTooLong(len(request.query), 2000)
        read = self.understand(request.query, scope, request.literal)
        found = {each.hit.passage.id: each for each in self._all(request.where) if "không có" not in request.query}
        entries = {entry.id: entry for entry in self.entries}
        hits = [each.hit for each in found.values()][: request.looked_at]
        page = page_of(request, read, hits, entries, lambda hit: found[hit.passage.id])
        if not request.facets:
            return page
        known = {hit.passage.document_id for hit in hits}
        tallies = [Tally(e.kind, e.issuer, e.issued_on and e.issued_on.year, e.media_type, 1) for e in self.entries]
        counted = facets_of(tally for tally, entry in zip(tallies, self.entries, strict=True) if entry.id in known)
        without = {name: len(self._all(where)) and 2 for name, where in relaxed(request.where).items()}
        return replace(page, facets=counted, without=without)

    def _all(self, where):
        """The two known places, then the other lines of the paged document; of the documents that meet the filter."""
        lines = [line for line in self.paged.text.split("\n") if len(line) > 60 and line != DIGITISE]
        quotes = [(self.paged, DIGITISE), (self.plain, APPLIES), *((self.paged, line) for line in lines[:-1])]
        kinds = {entry.id: entry.kind for entry in self.entries}
        meant = [quote for quote in quotes if not where.kinds or kinds[quote[0].id] in where.kinds]
        return [self._found(*quote, score=2 - at / 10) for at, quote in enumerate(meant)]

    def like(self, passage_id, scope, *, limit=10):
        self._seen(scope)
        found = self._all(Filter())
        itself = next((each for each in found if each.hit.passage.id == passage_id), None)
        if itself is None:
            raise PassageNotFound(passage_id)
        return itself, tuple(each for each in found if each is not itself)[:limit]

    def ask(self, question, scope, literal=()):
        *_, done = self.ask_events(question, scope, literal)
        return done.answer

    def ask_events(self, question, scope, literal=()):
        self.literals.append(tuple(literal))
        try:
            yield from self._events(self.understand(question, scope, literal).said, scope)
        finally:
            self.closed += 1

    def _events(self, said, scope):
        self._seen(scope)
        question = said.words
        if not question.strip():
            raise EmptyQuestion
        if len(question) > 2000:
            raise QuestionTooLong(len(question), 2000)
        answer = self._answer(said, scope)
        yield Working("searching")
        yield Working("verifying")
        for statement in answer.statements:
            yield Stated(statement, tuple(answer.citations[index] for index in statement.citations))
            if self.gate is not None:
                self.gate()
        yield Done(answer)

    def _seen(self, scope):
        self.scopes.append(scope)
        if self.failure is not None:
            raise self.failure

    def _answer(self, said, scope):
        question = said.words
        known = "chủ trì" in question or "tiền đề" in question
        refused = "chủ trì" not in question
        citations = (
            self._citation(self.paged, DIGITISE, "mục III.2", (2,)),
            self._citation(self.plain, APPLIES, WHERE),
        )
        statements = (
            Statement("Văn phòng Huyện ủy chủ trì số hóa toàn bộ hồ sơ lưu trữ lịch sử của huyện.", (0,)),
            Statement(f"Phạm vi áp dụng: {HOSTILE}", (1, 0)),
        )
        claim = Claim(UNVERIFIED, (Support(1, UNVERIFIED),))
        trace = Trace("t1", question, scope, "s", None, "fake", "1", (), (claim,), {"search": 12.0, "verify": 3.0})
        return Answer(
            said.asked,
            question,
            statements if known else (),
            citations if known else (),
            (Rejected(claim, "quote_not_found"),),
            refused,
            self.search("gần nhất", scope, limit=2) if refused else (),
            trace,
            ("Chưa cấu hình mô hình ngôn ngữ; trả lời bằng cách trích nguyên văn.",),
        )

    def _citation(self, document, quote, address, pages=()):
        start = document.text.index(quote)
        entry, span = next(e for e in self.entries if e.id == document.id), Span(start, start + len(quote))
        file, number, title = entry.file, entry.number, entry.title
        place = (passage_id(document.id, span), document.id, span, quote, pages, address)
        return Citation(*place, file, number, title, self.doubt)

    def _found(self, document, words, score=0.5):
        start = document.text.index(words)
        span = Span(start, document.text.index("\n", start))
        passage = Passage(passage_id(document.id, span), document.id, span, span.of(document.text), "")
        entry = next(entry for entry in self.entries if entry.id == document.id)
        pages = (2,) if document.pages else ()
        legs = {"dense": 0.8, "sparse": 3 * score}
        return Found(Hit(passage, score, legs), entry.file, entry.number, entry.title, "khoản 2 Điều 3", pages)


@pytest.fixture
def application(tmp_path):
    return FakeApplication(tmp_path)


@pytest.fixture
def web(application):
    return create_app(lambda: application)


@pytest.fixture
def client(web):
    with (
        TestClient(web, base_url="http://127.0.0.1:8000", raise_server_exceptions=False) as client,
        contextlib.closing(client),
    ):
        yield client
