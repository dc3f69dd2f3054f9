"""In Chromium: ask, click the citation, see the words on the page image; wide, narrow, light, dark, and failing."""

import os
import threading
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
PAGED, PLAIN = "a" * 64 + "-0", "b" * 64 + "-0"
KNOWN, REFUSED = "Cơ quan nào chủ trì số hóa hồ sơ lưu trữ lịch sử?", "Ai chịu trách nhiệm xây cầu?"


@pytest.fixture
def address(web, serving):
    with serving(web) as address:
        yield address


@pytest.fixture
def opened(chromium, address):
    """A function that opens a page; at the end no console error and no policy violation may have been seen."""
    contexts, complaints = [], []

    def open_page(path="/", viewport=WIDE, **options):
        context = chromium.new_context(viewport=viewport, base_url=address, locale="vi-VN", **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: message.type in ("error", "warning") and complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(path)
        page.complaints = complaints
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def picture(tmp_path):
    """Screenshots go to `VANBAN_SCREENSHOTS` where that is set, else with the test's other leavings."""
    folder = Path(os.environ.get("VANBAN_SCREENSHOTS", tmp_path))

    def take(page, name, **options):
        page.screenshot(path=folder / f"{name}.png", **options)

    return take


def ask(page, question=KNOWN):
    page.get_by_label("Câu hỏi", exact=True).fill(question)
    page.get_by_role("button", name="Hỏi", exact=True).or_(page.locator(".ask .primary")).first.click()
    page.locator(".status.settled").last.wait_for(state="attached")


def assert_highlight_over_image(page):
    """The highlight is drawn, inside the picture, and in sight."""
    page.locator("#viewer .highlight").first.wait_for()
    image = page.locator("#viewer .plate img").bounding_box()
    mark = page.locator("#viewer .highlight").first.bounding_box()
    stage = page.locator("#viewer .stage").bounding_box()
    assert mark["width"] > 20
    assert mark["height"] > 4
    assert image["x"] <= mark["x"]
    assert mark["x"] + mark["width"] <= image["x"] + image["width"]
    assert stage["y"] <= mark["y"] <= stage["y"] + stage["height"]


def no_sideways_scrolling(page):
    return page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("size", "viewport"), [("wide", WIDE), ("narrow", NARROW)])
def test_ask_click_see(opened, picture, size, viewport, scheme):
    page = opened(viewport=viewport, color_scheme=scheme)
    picture(page, f"empty-{size}-{scheme}")
    ask(page)
    assert page.locator(".statements li").count() == 2
    picture(page, f"answer-{size}-{scheme}", full_page=True)
    chip = page.locator(".chip").first
    assert "[1] 12-NQ/HU, mục III.2 · tr. 2" in chip.inner_text()
    chip.click()
    assert_highlight_over_image(page)
    assert page.locator("#viewer .position").text_content() == "Trang 2/2"
    assert no_sideways_scrolling(page)
    picture(page, f"viewer-{size}-{scheme}")
    page.get_by_role("button", name="Phóng to").click()
    assert_highlight_over_image(page)
    page.keyboard.press("Escape")
    page.locator("#viewer").wait_for(state="hidden")
    assert chip.evaluate("link => link === document.activeElement")
    assert page.url.endswith("/")
    assert page.locator(".statements li").count() == 2


@pytest.mark.parametrize(("size", "viewport"), [("wide", WIDE), ("narrow", NARROW)])
def test_a_source_without_pages_opens_its_words(opened, picture, size, viewport):
    page = opened(viewport=viewport)
    ask(page)
    page.locator(f".chip[data-document='{PLAIN}']").click()
    mark = page.locator("#viewer mark")
    mark.wait_for()
    assert mark.inner_text().startswith("1. Quy chế này áp dụng cho <script>alert('x')</script>")
    picture(page, f"excerpt-{size}")


def test_the_viewer_turns_pages_and_shows_the_words(opened):
    page = opened()
    ask(page)
    page.locator(".chip").first.click()
    assert_highlight_over_image(page)
    page.get_by_role("button", name="Trang trước").click()
    page.locator("#viewer .position", has_text="1/2").wait_for()
    page.get_by_role("button", name="Xem chữ").click()
    page.locator("#viewer mark").wait_for()
    assert page.locator("#viewer mark").inner_text().startswith("2. Văn phòng Huyện ủy")


def test_back_closes_the_sheet_and_keeps_the_conversation(opened):
    page = opened(viewport=NARROW)
    ask(page)
    page.locator(".chip").first.click()
    assert_highlight_over_image(page)
    page.go_back()
    page.locator("#viewer").wait_for(state="hidden")
    assert page.locator(".statements li").count() == 2


def test_by_keyboard_alone(opened):
    page = opened()
    page.keyboard.type(KNOWN)
    page.keyboard.press("Enter")
    page.locator(".chip").first.focus()
    page.keyboard.press("Enter")
    assert_highlight_over_image(page)
    assert page.evaluate("document.activeElement.id") == "viewer-name"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.className") == "chip"


@pytest.mark.parametrize(("size", "viewport"), [("wide", WIDE), ("narrow", NARROW)])
def test_a_refusal_offers_what_is_near(opened, picture, size, viewport):
    page = opened(viewport=viewport)
    ask(page, REFUSED)
    assert "Không trả lời được" in page.locator(".refusal").inner_text()
    assert page.locator(".card").count() == 2
    picture(page, f"refusal-{size}", full_page=True)
    page.locator(".card a").first.click()
    assert_highlight_over_image(page)


def test_this_sessions_questions_can_be_found_again(opened, picture):
    page = opened()
    for question in (KNOWN, REFUSED, KNOWN):
        ask(page, question)
    assert page.locator("#history li").count() == 3
    page.locator("#history a").first.click()
    assert page.evaluate("location.hash") == "#luot-1"
    picture(page, "history")


def test_an_answer_can_be_stopped(opened, application):
    go_on = threading.Event()
    application.gate = lambda: go_on.wait(10)
    page = opened()
    page.get_by_label("Câu hỏi", exact=True).fill(KNOWN)
    page.keyboard.press("Enter")
    page.locator(".statements li").first.wait_for()
    page.get_by_role("button", name="Dừng").click()
    page.get_by_text("Đã dừng theo yêu cầu.").wait_for()
    time.sleep(0.2)
    go_on.set()
    deadline = time.monotonic() + 5
    while not application.closed and time.monotonic() < deadline:
        time.sleep(0.02)
    assert application.closed == 1
    assert page.locator(".statements li").count() == 1


def test_what_went_wrong_is_said_and_can_be_tried_again(opened, picture):
    page = opened(viewport=NARROW)
    page.context.set_offline(True)
    page.locator("#offline").wait_for()
    ask(page)
    assert "Không kết nối được với máy chủ" in page.locator(".problem").inner_text()
    picture(page, "offline")
    page.context.set_offline(False)
    page.get_by_role("button", name="Thử lại").click()
    page.locator(".statements li").nth(1).wait_for()
    expected = [text for text in page.complaints if "ERR_INTERNET_DISCONNECTED" in text]
    for text in expected:
        page.complaints.remove(text)


def test_a_question_too_long_is_explained(opened):
    page = opened()
    ask(page, "dài " * 600)
    assert "vượt giới hạn 2000" in page.locator(".problem").inner_text()
    page.complaints[:] = [text for text in page.complaints if "422" not in text]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("size", "viewport"), [("wide", WIDE), ("narrow", NARROW)])
@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("search", "/search?q=văn phòng huyện ủy chủ trì"),
        ("search-none", "/search?q=không có"),
        ("documents", "/documents"),
        ("document", f"/documents/{PAGED}"),
        ("document-cited", f"/documents/{PAGED}?start=640&end=760#trich-dan"),
        ("page", f"/documents/{PAGED}/pages/1?start=260&end=420"),
        ("help", "/help"),
        ("api", "/api"),
    ],
)
def test_every_page_fits(opened, picture, name, path, size, viewport, scheme):
    page = opened(path, viewport=viewport, color_scheme=scheme)
    assert no_sideways_scrolling(page)
    picture(page, f"{name}-{size}-{scheme}")


def test_without_a_script(opened, picture):
    page = opened(viewport=NARROW, java_script_enabled=False)
    page.get_by_label("Câu hỏi", exact=True).fill(KNOWN)
    page.get_by_role("button", name="Hỏi", exact=True).click()
    picture(page, "no-script", full_page=True)
    page.locator(".chip").first.click()
    image, mark = page.locator(".plate img").bounding_box(), page.locator(".highlight").first.bounding_box()
    assert image["y"] < mark["y"] < image["y"] + image["height"]
    picture(page, "no-script-page", full_page=True)


def test_contrast_is_enough(opened):
    """WCAG AA for our text colours, as the browser computes them."""
    for scheme in ("light", "dark"):
        page = opened(color_scheme=scheme)
        colours = page.evaluate(
            """() => Object.fromEntries(["ground","paper","tint","ink","soft","accent","press","press-ink",
            "mark","mark-ink","warn","warn-ground"].map(name => {
              const probe = document.createElement("i");
              document.body.append(probe);
              probe.style.color = `var(--${name})`;
              return [name, getComputedStyle(probe).color.match(/[0-9.]+/g).slice(0, 3).map(Number)];
            }))"""
        )
        pairs = [("ink", "ground"), ("ink", "paper"), ("ink", "tint"), ("soft", "ground"), ("soft", "paper")]
        pairs += [("accent", "paper"), ("accent", "tint"), ("press-ink", "press"), ("mark-ink", "mark")]
        pairs += [("warn", "warn-ground")]
        for one, other in pairs:
            assert contrast(colours[one], colours[other]) >= 4.5, (scheme, one, other)


def contrast(one, other):
    def luminance(colour):
        parts = [c / 255 / 12.92 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(("size", "viewport"), [("wide", WIDE), ("narrow", NARROW)])
def test_searching_by_keyboard_and_choices(opened, picture, size, viewport):
    page = opened("/search", viewport=viewport)
    page.keyboard.type("van phong huyen uy chu tri")
    page.keyboard.press("Enter")
    page.locator(".doc").first.wait_for()
    assert page.locator(".doc").count() == 2
    page.locator(".why summary").first.focus()
    page.keyboard.press("Enter")
    assert "Theo từ ngữ: đứng thứ 1" in page.locator(".why[open]").first.inner_text()
    picture(page, f"search-why-{size}", full_page=True)
    if viewport == NARROW:
        page.get_by_role("link", name="Lọc kết quả").click()
        assert page.locator("#loc").bounding_box()["y"] < viewport["height"] / 2
    page.get_by_role("link", name="Nghị quyết 1").click()
    page.locator(".filters .chip", has_text="Loại văn bản: Nghị quyết").wait_for()
    assert page.locator(".doc").count() == 1 and no_sideways_scrolling(page)
    page.locator(".place a").first.click()
    assert_highlight_over_image(page)
    page.keyboard.press("Escape")
    page.locator(".filters .chip").click()
    page.locator(".doc").nth(1).wait_for()
    page.get_by_role("link", name="Đoạn tương tự").first.click()
    page.get_by_role("heading", name="Đoạn tương tự").wait_for()
    assert page.locator(".card").count() > 1 and no_sideways_scrolling(page)


def test_searching_without_a_script(opened):
    page = opened("/search?q=chủ trì", java_script_enabled=False)
    page.get_by_label("Từ", exact=True).fill("2025")
    page.get_by_role("button", name="Áp dụng").click()
    assert "from=2025" in page.url and page.locator(".filters .chip").count() == 1
    page.get_by_text("Vì sao có kết quả này").first.click()
    assert page.locator(".why[open]").count() == 1
