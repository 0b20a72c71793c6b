"""No planted secret is exported: not in a record, not in a list of calls, not in a log."""

from __future__ import annotations

import base64
import json
import secrets
import smtplib
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlencode

import httpcore
import psycopg
import pytest

from environment.faults.edges import Edge
from environment.faults.errors import FaultWaitTimeout
from environment.faults.launch import launched
from environment.faults.proxy_client import ProxyClient
from environment.runtime.postgres import PostgresServer
from environment.runtime.run_folder import RunFolder
from environment.topology import Protocol
from steps.vocabulary.fault_spec import CallPattern, FaultSpec
from tests.environment.faults.callees import mail_server

HTTP, MAIL, SQL = "checkout -> echo", "notifications -> mail", "checkout -> postgres"
CANARY = "canary" + secrets.token_hex(6)
CARD = "4242 4242 4242 4242"
SEEN = "visible-" + secrets.token_hex(4)
HEADERS = {
    "Authorization": f"Bearer {CANARY}",
    "Proxy-Authorization": f"Basic {CANARY}",
    "Cookie": f"session={CANARY}",
    "Stripe-Signature": f"t=1,v1={CANARY}",
    "Cart-Token": CANARY,
    "X-Api-Key": CANARY,
    "On-Behalf-Of": f"customer:1 token={CANARY}",
    "Idempotency-Key": SEEN,
    "baggage": "scenario=s-1",
}
DOCUMENT = {
    "order_number": SEEN,
    "password": CANARY,
    "payment": {"method": "card", "token": CANARY, "clientSecret": CANARY},
    "keys": [{"api_key": CANARY}, {"webhook-secret": [CANARY, {"deep": CANARY}]}],
    "pin": 47110815,
    "card": {"number": CARD, "cvc": CANARY},
    "event": json.dumps({"data": {"access_token": CANARY}}),
    "echoed": f"a=1&client_secret={CANARY}",
    "text": f"the key sk_test_{CANARY}9 was refused, like eyJ{CANARY}.eyJ{CANARY}.{CANARY} and {CARD}",
    "url": f"postgresql://checkout:{CANARY}@localhost/checkout",
}
FORM = {"client_secret": CANARY, "card[number]": CARD, "card[cvc]": CANARY, "metadata[order]": SEEN}
BODIES = [
    ("application/json", json.dumps(DOCUMENT).encode()),
    ("application/problem+json; charset=utf-8", json.dumps({"detail": f"secret: {CANARY}"}).encode()),
    ("application/json", f'{{"password": "{CANARY}", broken'.encode()),
    ("application/x-www-form-urlencoded", urlencode(FORM).encode()),
    ("text/plain", f"password={CANARY}\napi-key: {CANARY}\nBearer {CANARY}".encode()),
    ("application/octet-stream", CANARY.encode()),
    ("", CANARY.encode()),
]


class _Echo(BaseHTTPRequestHandler):
    """Echoes the request body, and sets a cookie."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Type", self.headers.get("Content-Type", ""))
        self.send_header("Set-Cookie", f"session={CANARY}; HttpOnly")
        self.send_header("Location", f"/carts?token={CANARY}")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Keep the console quiet."""


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("proxy") / "proxy.log"


@pytest.fixture(scope="module")
def line(log: Path) -> Iterator[ProxyClient]:
    with launched(log) as made:
        yield made


def shown(line: ProxyClient) -> str:
    """Everything that the proxy exports about the recorded exchanges."""
    edges = {each.edge for each in line.exchanges()}
    for edge in edges:
        line.add(FaultSpec(f"never on {edge}", CallPattern(edge, matching="^nothing$"), "no answer"))
    with pytest.raises(FaultWaitTimeout) as late:
        line.wait_for(f"never on {min(edges)}", held=1, within=0.01)
    passed = [call for edge in edges for call in line.passed(edge)]
    found = [repr(line.exchanges()), str(late.value), *passed, *map(str, line.heal_all()), *line.failures()]
    line.forget()
    return "\n".join(found)


def assert_no_secret(text: str, log: Path) -> None:
    texts = {"the export": text, "the log": log.read_text()}
    forms = [CANARY, CARD, CARD.replace(" ", "+"), CARD.replace(" ", "%20"), "47110815"]
    encoded = [base64.b64encode(each.encode()).decode() for each in (CANARY, f"\0shop\0{CANARY}")]
    for where, each in texts.items():
        found = [each[max(0, each.find(form) - 80) :][:160] for form in forms + encoded if form in each]
        assert found == [], where


@pytest.fixture
def echo() -> Iterator[int]:
    """The port of a server that echoes."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Echo)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


def test_no_secret_of_an_http_exchange_is_shown(line: ProxyClient, log: Path, echo: int) -> None:
    port = line.start([Edge(HTTP, Protocol.HTTP, echo)])[HTTP]
    url = f"http://127.0.0.1:{port}/carts/1?page=2&token={CANARY}"
    with httpcore.ConnectionPool() as pool:
        for kind in (None, "wrong content type", "malformed json"):
            if kind:
                line.add(FaultSpec(kind, CallPattern(HTTP, next=len(BODIES)), kind))
            for content_type, body in BODIES:
                headers = list({**HEADERS, "Content-Type": content_type}.items())
                pool.request("POST", url, headers=headers, content=body)
    whole = line.exchanges()[0]
    text = shown(line)
    assert_no_secret(text, log)
    assert text.count(SEEN) > len(BODIES)
    assert whole.correlation == "s-1"
    assert whole.request
    assert whole.request.header("idempotency-key") == SEEN
    assert json.loads(whole.request.body)["payment"] == {
        "method": "card",
        "token": "***",
        "clientSecret": "***",
    }


def test_no_secret_of_a_statement_is_shown(line: ProxyClient, log: Path) -> None:
    with RunFolder() as folder, PostgresServer(folder) as server:
        made = server.create_databases(["checkout"])["checkout"]
        port = line.start([Edge(SQL, Protocol.POSTGRES, server.port)])[SQL]
        url = made.url_through("127.0.0.1", port).replace("+psycopg", "")
        with closing(psycopg.connect(url, autocommit=True)) as connection:
            for statement in (
                "CREATE TABLE carts (token text PRIMARY KEY)",
                f"INSERT INTO carts VALUES ('it''s {CANARY}') /* scenario=s-2 token={CANARY} */",
                f"INSERT INTO carts VALUES (E'\\'{CANARY}') -- {CANARY}",
                f"INSERT INTO carts VALUES ($q${CANARY}$q$)",
                f"SELECT $${CANARY}$$, 47110815, 'x', token FROM carts WHERE token > '47110815' LIMIT 1",
            ):
                connection.execute(statement.encode())
            connection.execute("INSERT INTO carts VALUES (%s)", (CANARY + "2",))
            with pytest.raises(psycopg.errors.UniqueViolation, match=CANARY):
                connection.execute("INSERT INTO carts VALUES (%s)", (CANARY + "2",))
            with pytest.raises(psycopg.errors.SyntaxError):
                connection.execute(f"SELECT '{CANARY}".encode())
        of_scenario = line.exchanges(correlation="s-2")
        text = shown(line)
        assert_no_secret(text, log)
        assert made.password not in text
        assert [each.outcome for each in of_scenario] == ["INSERT 0 1"]
        assert "INSERT INTO carts VALUES ($1) -> ERROR 23505" in text
        assert "SELECT ?, ?, ?, token FROM carts WHERE token > ? LIMIT ?" in text


def test_no_secret_of_a_mail_dialog_is_shown(line: ProxyClient, log: Path) -> None:
    with mail_server() as (upstream, mailbox):
        port = line.start([Edge(MAIL, Protocol.SMTP, upstream)])[MAIL]
        text = f"Subject: Your order {SEEN}\r\nX-Token: {CANARY}\r\n\r\nhttps://shop/?token={CANARY}\r\n"
        for mechanism in ("PLAIN", "LOGIN"):
            with smtplib.SMTP("127.0.0.1", port, timeout=5) as sender:
                sender.ehlo()
                sender.user, sender.password = "shop", CANARY
                start = sender.auth_plain if mechanism == "PLAIN" else sender.auth_login
                sender.auth(mechanism, start, initial_response_ok=mechanism == "PLAIN")
                sender.sendmail("shop@bookstore.example", ["reader@example.com"], text)
    assert len(mailbox.mails) == 2
    text = shown(line)
    assert_no_secret(text, log)
    assert text.count("AUTH PLAIN *** -> 235") == 1
    assert text.count("AUTH *** -> ") >= 2
    assert f"Subject: Your order {SEEN}" in text
