"""The main job in a browser, over the real application and the sample archive: ask, click, see the words."""

import os
from pathlib import Path

import pytest

from eval.sample import DEMO_QUESTION, DEMO_REFUSAL

pytestmark = [pytest.mark.browser, pytest.mark.model]


@pytest.fixture(scope="module")
def address(vanban, serving):
    from api.application import build
    from api.settings import load_settings
    from api.web.app import create_app

    application = build(load_settings(vanban.data))
    with serving(create_app(lambda: application)) as address:
        yield address
    application.close()
    application.catalogue.close()


@pytest.fixture(params=[(1440, 900), (390, 844)], ids=["wide", "narrow"])
def page(request, chromium, address):
    width, height = request.param
    context = chromium.new_context(viewport={"width": width, "height": height}, base_url=address, locale="vi-VN")
    opened = context.new_page()
    complaints = []
    opened.on("console", lambda message: message.type in ("error", "warning") and complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.goto("/")
    yield opened
    context.close()
    assert complaints == []


def ask(page, question):
    page.get_by_label("Câu hỏi", exact=True).fill(question)
    page.get_by_role("button", name="Hỏi", exact=True).or_(page.locator(".ask .primary")).first.click()
    page.locator(".status.settled").last.wait_for(state="attached", timeout=60_000)


def picture(page, name, tmp_path):
    folder = Path(os.environ.get("SCREENSHOTS", tmp_path))
    page.screenshot(path=folder / f"{name}-{page.viewport_size['width']}.png")


def test_ask_click_and_see_the_words_on_the_page(page, tmp_path):
    ask(page, DEMO_QUESTION)
    assert "31/12/2026" in page.locator(".statements li").first.inner_text()
    picture(page, "answer", tmp_path)
    page.locator(".chip").first.click()
    page.locator("#viewer .highlight").first.wait_for(timeout=60_000)
    image = page.locator("#viewer .plate img").bounding_box()
    mark = page.locator("#viewer .highlight").first.bounding_box()
    picture(page, "viewer", tmp_path)
    assert mark["width"] > 20
    assert image["x"] <= mark["x"] <= mark["x"] + mark["width"] <= image["x"] + image["width"]
    assert image["y"] <= mark["y"] <= image["y"] + image["height"]


def test_a_refusal_says_so_and_offers_what_is_near(page, tmp_path):
    ask(page, DEMO_REFUSAL)
    assert page.locator(".statements li").count() == 0
    picture(page, "refusal", tmp_path)
