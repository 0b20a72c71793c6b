"""A cart with another API, of "baskets" and "items". It stands in front of the real cart and renames."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import requests

_PATHS = (
    (r"^/baskets", "/carts"),
    (r"/items", "/lines"),
    (r"/vouchers$", "/discount-codes"),
    (r"/price", "/quote"),
)
_WORDS = {
    "basket_id": "cart_id",
    "secret": "cart_token",
    "isbn": "sku",
    "count": "quantity",
    "items": "lines",
}
_THEIRS = {ours: theirs for theirs, ours in _WORDS.items()}
_FORWARDED_HEADERS = ("authorization", "cart-token", "idempotency-key", "traceparent", "baggage")


def renamed(value: Any, words: Mapping[str, str]) -> Any:
    """The same JSON with the names of its fields changed."""
    if isinstance(value, dict):
        return {words.get(key, key): renamed(each, words) for key, each in value.items()}
    return [renamed(each, words) for each in value] if isinstance(value, list) else value


@contextmanager
def renamed_cart(cart_url: str) -> Iterator[str]:
    """The address of the other cart; it responses while this context lasts."""

    class Handler(BaseHTTPRequestHandler):
        """Forwards a request under the names of our API, and its response under the other ones."""

        def _forward(self) -> None:
            size = int(self.headers.get("content-length") or 0)
            body = json.loads(self.rfile.read(size)) if size else None
            path = self.path if self.path.startswith("/baskets") else "/unknown"
            for theirs, ours in _PATHS:
                path = re.sub(theirs, ours, path, count=1)
            headers = {name: self.headers[name] for name in _FORWARDED_HEADERS if name in self.headers}
            response = requests.request(
                self.command, cart_url + path, json=renamed(body, _WORDS), headers=headers, timeout=15
            )
            body_out = json.dumps(renamed(response.json(), _THEIRS)).encode()
            self.send_response(response.status_code)
            self.send_header("content-type", response.headers["content-type"])
            self.send_header("content-length", str(len(body_out)))
            self.end_headers()
            self.wfile.write(body_out)

        do_GET = do_POST = do_PUT = do_DELETE = _forward  # noqa: N815 - the names that http.server looks for

        def log_message(self, format: str, *args: Any) -> None:
            """No line on the console."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
