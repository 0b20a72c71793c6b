"""A shop of one request: an order that announces its parcel to shipping. Its port is the first argument."""

from __future__ import annotations

import json
import os
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.request import Request, urlopen


class Shop(BaseHTTPRequestHandler):
    """Answers /health, and announces a parcel for each POST."""

    def do_GET(self) -> None:
        self._answer({"status": "ok"})

    def do_POST(self) -> None:
        body = {"order_number": "BK-7", "country": "US"}
        headers = {"content-type": "application/json"}
        asked = Request(f"{os.environ['SHIPPING_URL']}/shipments", json.dumps(body).encode(), headers)
        with urlopen(asked, timeout=5) as shipment:
            self._answer(json.load(shipment))

    def _answer(self, content: object) -> None:
        body = json.dumps(content).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


HTTPServer(("127.0.0.1", int(sys.argv[1])), Shop).serve_forever()
