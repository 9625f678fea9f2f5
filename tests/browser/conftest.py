"""The demo in a process of its own, and Debian's Chromium to look at it."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import urllib3

from tests.postgres import free_port

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "tests" / "screenshots"


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Headless Chromium, driven by Playwright, which downloads no browser of its own."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("Chromium is not installed, so the demo was not looked at")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """`khwamdee demo` as a newcomer starts it; its address."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "demo", "--no-open", "--port", str(port)],
        cwd=ROOT,
        env={**os.environ, "DATA_DIR": str(tmp_path_factory.mktemp("demo"))},
        stdout=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    until = time.monotonic() + 60
    while not _answers(f"{address}/readyz"):
        assert process.poll() is None, "the demo ended"
        assert time.monotonic() < until, "the demo does not answer"
        time.sleep(0.1)
    yield address
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=10) == 0


def _answers(url: str) -> bool:
    try:
        return urllib3.request("GET", url, retries=False, timeout=1).status == 200
    except urllib3.exceptions.HTTPError:
        return False


@pytest.fixture
def page(browser: Any, request: pytest.FixtureRequest) -> Iterator[Any]:
    """A page as wide as a small phone; a picture of its end is kept for eyes."""
    page = browser.new_page(viewport={"width": 360, "height": 740})
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda line: problems.append(line.text) if line.type == "error" else None)
    yield page
    PICTURES.mkdir(exist_ok=True)
    name = re.sub(r"[^\w]+", "-", request.node.name)
    page.screenshot(path=PICTURES / f"{name}.png")
    page.close()
    assert problems == []
