"""What a browser alone costs: a context with a trace, nine pages that show a line of text, and a picture.

A scenario through the browser opens about as many pages. Nothing is clicked or typed, no service is asked,
and axe has checked this state of the page before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from time import perf_counter

from environment.browser.chromium import flags
from environment.browser.run_browser import RunBrowser
from environment.browser.scenario_browser import ScenarioBrowser
from steps.drivers.api import ScenarioCorrelation
from steps.pages.shown_page import page_read

PAGES = 9
_TIMES = 10
_PERSON = "visitor"
_PAGE = (
    b"<!doctype html><html lang='en'><head><title>The Bookstore</title><link rel='icon' href='data:,'></head>"
    b"<body><main><h1>The Bookstore</h1><p>A page.</p></main></body></html>"
)


def floor() -> Sequence[float]:
    """The seconds of each of ten scenarios that do nothing else. Raises ChromiumUnavailable."""
    with (
        _shop_of_one_page() as address,
        TemporaryDirectory(prefix="bench-floor-") as folder,
        RunBrowser(address, flags([address], []), Path(folder) / "browser") as browser,
    ):
        scenarios = (browser.for_scenario(ScenarioCorrelation()) for _ in range(_TIMES + 1))
        taken = [_seconds(each, address) for each in scenarios]
    return taken[1:]  # the first one starts axe


def _seconds(scenario: ScenarioBrowser, address: str) -> float:
    began = perf_counter()
    scenario.run(_visit(scenario, address))
    scenario.pictures(everyone=False)
    scenario.close()
    return perf_counter() - began


async def _visit(scenario: ScenarioBrowser, address: str) -> None:
    page = await (await scenario.new_context(_PERSON)).new_page()
    for _ in range(PAGES):
        await page.goto(address)
        _, state = await page_read(page)
        await scenario.arrived(_PERSON, page, state)


class _OnePage(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/html")
        self.send_header("content-length", str(len(_PAGE)))
        self.end_headers()
        self.wfile.write(_PAGE)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def _shop_of_one_page() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _OnePage) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
