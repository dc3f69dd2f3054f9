"""The main job in a browser, over the real application and the sample archive: ask, click, see the words."""

import contextlib
import os
import shutil
import socket
import threading
import time
from pathlib import Path

import pytest

from eval.sample import DEMO_QUESTION, DEMO_REFUSAL

pytestmark = [pytest.mark.browser, pytest.mark.model]

ARGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def address(vanban):
    import uvicorn

    from api.application import build
    from api.settings import load_settings
    from api.web.app import create_app

    application = build(load_settings(vanban.data))
    with contextlib.closing(socket.socket()) as listener:
        listener.bind(("127.0.0.1", 0))
        app = create_app(lambda: application)
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", ws="none"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join(10)
    application.close()
    application.catalogue.close()


@pytest.fixture(scope="module")
def chromium():
    from playwright.sync_api import sync_playwright

    executable = shutil.which("chromium")
    if executable is None:
        pytest.skip("needs Debian's chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=ARGS)
        yield browser
        browser.close()


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
