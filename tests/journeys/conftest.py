"""A real site for each story: its own data folder, the real server and worker, a real browser that looks closely.

Wherever a story stops to look, the page must be free of accessibility faults in light and dark, and of console errors.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, sync_playwright

SHOTS = Path(__file__).parent.parent.parent / "docs" / "screenshots"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SIZE = {"width": 1366, "height": 768}
PASSWORD = "made-up-password"
PATIENCE_S = 60


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--screenshots", action="store_true", help="keep screenshots of the journeys in docs/screenshots")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; `setup/system` installs it together with a Chinese font."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert chromium, "no Chromium found: run `make journeys`, which installs it"
    assert subprocess.run(["fc-list", ":lang=zh"], capture_output=True, check=False).stdout, "no Chinese font installed"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield opened
        opened.close()


@dataclass
class Site:
    """A site that runs: its address, and what it takes to run commands in its surroundings."""

    address: str
    surroundings: dict[str, str]

    def run(self, *arguments: str) -> None:
        """A command of the program; the story ends if it fails."""
        command = [sys.executable, "-m", "genhun.cli", *arguments]
        subprocess.run(command, env=self.surroundings, check=True, capture_output=True, timeout=600)

    def tell(self, code: str) -> None:
        """Python in the site's surroundings, with the records at hand."""
        head = "import django; django.setup(); from genhun.records.models import *\n"
        environ = {**self.surroundings, "DJANGO_SETTINGS_MODULE": "genhun.project.settings"}
        subprocess.run([sys.executable, "-c", head + code], env=environ, check=True, timeout=600)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A fresh site: an empty database, the server and the worker as real processes."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GENHUN_", "DJANGO_"))}
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    folder = tmp_path_factory.mktemp("site")
    surroundings = {**kept, "GENHUN_DATA": str(folder / "data"), "GENHUN_PLAIN_HTTP": "1", "GENHUN_COLLECTED": "1"}
    found = Site(f"http://127.0.0.1:{port}", surroundings)
    found.run("migrate")
    with (folder / "log").open("wb") as log:
        commands = (["serve", "--port", port, "--workers", "1"], ["work"])
        children = [
            subprocess.Popen([sys.executable, "-m", "genhun.cli", *c], env=surroundings, stdout=log, stderr=log)
            for c in commands
        ]
        try:
            _wait(found.address, folder / "log")
            yield found
        finally:
            for child in children:
                child.terminate()
            for child in children:
                child.wait(timeout=30)


def _wait(address: str, log: Path) -> None:
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(f"{address}/sign-in/", timeout=5)
            return
        except (URLError, TimeoutError):  # refused, or accepted by a server that is still starting
            time.sleep(0.3)
    raise AssertionError(f"the server did not come up:\n{log.read_text()[-2000:]}")


@dataclass
class Visitor:
    """Somebody at a browser, who tells us what is wrong with the pages."""

    page: Page
    address: str
    keep: bool
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str) -> None:
        """Go to an address of the site."""
        answer = self.page.goto(self.address + path)
        assert answer is not None
        assert answer.status == 200, f"{path}: {answer.status}"

    def sign_in(self, name: str, password: str = PASSWORD) -> None:
        """Sign in on the sign-in page."""
        self.open("/sign-in/")
        self.page.fill("#id_username", name)
        self.page.fill("#id_password", password)
        self.page.click("main button.button-main")
        assert self.page.url == f"{self.address}/"

    def press(self, words: str) -> None:
        """Press the button or follow the link with these words."""
        button = self.page.get_by_role("button", name=words, exact=True)
        chosen: Locator = button if button.count() else self.page.get_by_role("link", name=words, exact=True)
        chosen.first.click()

    def sees(self, words: str) -> None:
        """Wait until some words can be seen."""
        self.page.get_by_text(words).first.wait_for(timeout=PATIENCE_S * 1000)

    def take(self, words: str, into: Path) -> Path:
        """Follow a link that hands out a file."""
        with self.page.expect_download() as caught:
            self.press(words)
        file = into / caught.value.suggested_filename
        caught.value.save_as(file)
        return file

    def look(self, name: str) -> None:
        """Look closely: no accessibility fault in light and dark, nothing that sticks out; a picture for the docs."""
        self.page.wait_for_load_state()  # a press returns when the next page begins, before it has a root element
        for theme in ("light", "dark"):
            self.page.emulate_media(color_scheme=theme)
            found = Axe().run(self.page)
            assert found.violations_count == 0, f"{name}, {theme}: {found.generate_report()}"
        self.page.emulate_media(color_scheme="light")
        if self.keep:
            SHOTS.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=SHOTS / f"{name}.png")
        self.page.set_viewport_size({"width": 360, "height": 740})
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        self.page.set_viewport_size(SIZE)
        assert wide <= 360, f"{name}: {wide} px wide on a screen of 360 px"


@pytest.fixture
def visitor(browser: Browser, site: Site, request: pytest.FixtureRequest) -> Iterator[Callable[[], Visitor]]:
    """Opens a browser window of its own for each visitor; at the end nobody may have complained."""
    keep = bool(request.config.getoption("--screenshots", default=False))
    opened: list[Visitor] = []

    def enter() -> Visitor:
        context = browser.new_context(viewport=SIZE, locale="zh-CN", accept_downloads=True)
        came = Visitor(context.new_page(), site.address, keep)

        def hear(message: ConsoleMessage) -> None:
            if message.type in {"error", "warning"}:
                came.complaints.append(f"{came.page.url}: {message.text}")

        came.page.on("console", hear)
        came.page.on("pageerror", lambda error: came.complaints.append(f"{came.page.url}: {error}"))
        opened.append(came)
        return came

    yield enter
    complaints = [complaint for came in opened for complaint in came.complaints]
    for came in opened:
        came.page.context.close()
    assert complaints == []
