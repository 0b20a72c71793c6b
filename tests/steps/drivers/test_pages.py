"""A browser sends what a page's form holds, keeps its own cookies, and stops at the bank's page."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from steps.drivers.adapter import AdapterContext
from steps.drivers.api import Api, Refused, ScenarioCorrelation, ServerFailed, keep_alive_session
from steps.drivers.pages import Browser, Page, text_of

FORM = """<p>Open<form id="book"><input name="title" value="Dune">
<input type="checkbox" name="public" checked>
<input type="checkbox" name="hidden"><input type="submit" name="save" value="Save">
<select name="kind"><option value="">-</option><option value="2" selected>Book</option></select>
<textarea name="about">
 a &amp; b</textarea></form></div><table><tr><th>Order total</th><td> $9.50
 </td></tr></table><div class="alert big">No <b>stock</b></div>"""


class Shop(BaseHTTPRequestHandler):
    """Answers by the path."""

    def do_GET(self) -> None:
        answers = {
            "/": (200, ""),
            "/gone": (404, ""),
            "/broken": (500, ""),
            "/bank": (302, "https://bank.example/3ds"),
        }
        status, location = answers.get(self.path, (302, "/"))
        self.send_response(status)
        self.send_header("set-cookie", "csrftoken=secret")
        self.send_header("content-length", "2")
        if location:
            self.send_header("location", location)
        self.end_headers()
        self.wfile.write(b"ok")

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["content-length"]))
        self.path = "/moved" if self.headers.get("X-CSRFToken") == "secret" else "/gone"
        self.do_GET()

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture
def shop() -> Iterator[Api]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Shop) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield Api(f"http://127.0.0.1:{server.server_port}", keep_alive_session(), ScenarioCorrelation())
        server.shutdown()


def browser(shop: Api) -> Browser:
    context = AdapterContext(lambda caller, callee: shop, shop.session, shop.correlation, None, {})
    return Browser(shop, context.browser(), ("csrftoken", "X-CSRFToken"))


def test_a_form_holds_what_a_browser_would_send() -> None:
    page = Page.read("/", FORM)
    assert page.form("book") == {"title": "Dune", "public": "on", "kind": "2", "about": " a & b"}
    assert (page.options("kind"), page.row("Order total")) == (["2"], ["$9.50"])
    assert [text_of(each) for each in page.with_class("alert")] == ["No stock"]
    with pytest.raises(ServerFailed, match="/ has no form 'card'"):
        page.form("card")
    with pytest.raises(ServerFailed, match="/ has no row 'Shipping'"):
        page.row("Shipping")


def test_a_form_is_sent_with_the_token_of_the_browser_s_own_cookie(shop: Api) -> None:
    ada, ben = browser(shop), browser(shop)
    assert ada.get("/").path == "/"
    assert ada.post("/send", {"a": 1}).path == "/"
    with pytest.raises(Refused, match="not-found: POST /send answered 404"):
        ben.post("/send", {"a": 1})
    assert not shop.session.cookies


def test_the_bank_s_page_is_not_followed_and_errors_are_told_apart(shop: Api) -> None:
    ada = browser(shop)
    assert ada.get("/bank").elsewhere == "https://bank.example/3ds"
    with pytest.raises(ServerFailed, match="GET /broken answered 500"):
        ada.get("/broken")
    with pytest.raises(Refused):
        ada.get("/gone")
