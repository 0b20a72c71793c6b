"""What a customer's browser loads from the gateway: the card fields, and the bank's page for confirmation.

The fields do what Stripe's do: the shop's page loads a script, which shows a frame from here; the card is
chosen in the frame, and only the token leaves it. A card is chosen by its name: there is no card number.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from pathlib import Path
from urllib.parse import parse_qs

from environment.doubles.gateway import cards
from environment.doubles.gateway.errors import GatewayRefusal
from environment.doubles.gateway.handlers import challenges
from environment.doubles.gateway.ledger import Ledger
from environment.doubles.gateway.messages import GatewayRequest, GatewayResponse
from environment.doubles.gateway.records.payment_intent import PaymentIntentRecord

PREFIX = "/pages/"
_FOLDER = Path(__file__).with_name("pages")
_TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}
_FILES = {path.name: path.read_bytes() for path in _FOLDER.iterdir() if path.suffix in _TYPES}
_HTML = "text/html; charset=utf-8"
_USUAL_CARDS = {
    "visa": "A card that pays",
    "visa_chargeDeclined": "A card that is declined",
    "visa_chargeDeclinedInsufficientFunds": "A card without enough funds",
    "chargeDeclinedExpiredCard": "A card that has expired",
    "authenticationRequired": "A card that the bank asks to confirm",
    "createDispute": "A card whose payment is disputed later",
}
_OWN = "script-src 'self'; style-src 'self'; connect-src 'self'"
_POLICY = f"default-src 'none'; {_OWN}; img-src data:; base-uri 'none'"
_OUTCOMES = {"confirm": challenges.passed, "refuse": challenges.failed}


class CustomerPages:
    """The pages of one account."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def handle(self, request: GatewayRequest) -> GatewayResponse:
        """The page or file that the request names."""
        name = request.path.removeprefix(PREFIX)
        if request.method == "GET" and name in _FILES:
            return _response(200, _FILES[name], _TYPES[Path(name).suffix])
        if (request.method, name) == ("GET", "fields"):
            return _page(200, _template("fields.html").format(options=_options()))
        kind, _, identity = name.partition("/")
        intent = self._ledger.payment_intents.get(identity)
        if kind != "bank" or intent is None:
            return _said(404, "There is nothing at this address.")
        if request.method == "POST":
            return self._decided(intent, request)
        return _bank_page(intent)

    def _decided(self, intent: PaymentIntentRecord, request: GatewayRequest) -> GatewayResponse:
        """Take the customer's decision, and send them back to the shop; harmless when repeated."""
        decision = parse_qs(request.encoded_parameters).get("decision", [""])[0]
        if decision not in _OUTCOMES:
            return _said(400, "Choose one of the two buttons.")
        back = intent.bank_return_url
        self._ledger.tick()
        try:
            _OUTCOMES[decision](self._ledger, intent)
        except GatewayRefusal:
            if back is None:
                return _said(409, "This payment waits for no confirmation.")
        return _response(303, b"", _HTML, {"Location": back or "/"})


def _bank_page(intent: PaymentIntentRecord) -> GatewayResponse:
    if intent.next_action is None:
        back = intent.bank_return_url
        link = f'<p><a href="{escape(back)}">Back to the shop</a></p>' if back else ""
        return _page(200, _template("decided.html").format(link=link))
    reference = escape(intent.metadata.get("checkout_id", "none"))
    return _page(200, _template("bank.html").format(amount=escape(_amount(intent)), reference=reference))


def _amount(intent: PaymentIntentRecord) -> str:
    digits = {"jpy": 0, "kwd": 3}.get(intent.currency, 2)
    whole, part = divmod(intent.amount, 10**digits)
    return f"{whole}.{part:0{digits}d} {intent.currency.upper()}" if digits else f"{whole} JPY"


def _options() -> str:
    """The options of the card field: the usual cards by what they do, then all cards by name."""
    usual = "".join(_option(name, label) for name, label in _USUAL_CARDS.items())
    others = "".join(_option(name, name) for name in cards.BY_NAME if name not in _USUAL_CARDS)
    return f'{usual}<optgroup label="All test cards">{others}</optgroup>'


def _option(name: str, label: str) -> str:
    return f'<option value="tok_{escape(name)}">{escape(label)}</option>'


def _template(name: str) -> str:
    return (_FOLDER / name).read_text("utf-8")


def _said(status: int, sentence: str) -> GatewayResponse:
    return _page(status, _template("decided.html").format(link=f"<p>{escape(sentence)}</p>"))


def _page(status: int, text: str) -> GatewayResponse:
    return _response(status, text.encode(), _HTML, {"Content-Security-Policy": _POLICY})


def _response(status: int, body: bytes, kind: str, more: Mapping[str, str] | None = None) -> GatewayResponse:
    headers = {"Content-Type": kind, "Cache-Control": "no-store", **(more or {})}
    return GatewayResponse(status, body, tuple(headers.items()))
