"""The pages of the gateway: fields that make a token of a card, and a bank that lets its customer decide."""

from __future__ import annotations

import pytest

from environment.doubles.gateway import cards
from environment.doubles.gateway.customer_pages import CustomerPages
from environment.doubles.gateway.messages import GatewayRequest, GatewayResponse

from .account import SandboxAccount

SHOP = "https://shop.example/checkouts/1"


def asked(
    account: SandboxAccount, method: str, path: str, body: bytes = b""
) -> tuple[GatewayResponse, dict[str, str]]:
    response = CustomerPages(account.ledger).handle(GatewayRequest(method, f"/pages/{path}", "", {}, body))
    return response, dict(response.headers)


@pytest.fixture
def challenged(account: SandboxAccount) -> str:
    account.ledger.bank_page = "https://gateway.example/pages/bank/"
    paid = account.pay("pm_card_authenticationRequired", return_url=SHOP, capture_method="manual").body
    assert paid["next_action"]["redirect_to_url"]["url"] == f"https://gateway.example/pages/bank/{paid['id']}"
    return str(paid["id"])


def test_every_test_card_can_be_chosen(account: SandboxAccount) -> None:
    page = asked(account, "GET", "fields")[0].body.decode()
    assert all(f'value="tok_{name}"' in page for name in cards.BY_NAME)
    assert page.index("A card that pays") < page.index("A card that is declined")


@pytest.mark.parametrize("name", ["fields.js", "frame.js", "pages.css"])
def test_the_files_of_the_pages_are_served(account: SandboxAccount, name: str) -> None:
    assert asked(account, "GET", name)[0].status == 200


@pytest.mark.parametrize(
    ("decision", "status"), [("confirm", "requires_capture"), ("refuse", "requires_payment_method")]
)
def test_the_customer_decides_and_goes_back_to_the_shop(
    account: SandboxAccount, challenged: str, decision: str, status: str
) -> None:
    assert b"Confirm the payment" in asked(account, "GET", f"bank/{challenged}")[0].body
    for _ in range(2):  # a second click on the button changes nothing
        response, headers = asked(account, "POST", f"bank/{challenged}", f"decision={decision}".encode())
        assert (response.status, headers["Location"]) == (303, SHOP)
    assert account.get(f"payment_intents/{challenged}").body["status"] == status
    assert SHOP.encode() in asked(account, "GET", f"bank/{challenged}")[0].body


def test_without_a_decision_the_payment_waits(account: SandboxAccount, challenged: str) -> None:
    assert asked(account, "POST", f"bank/{challenged}", b"decision=perhaps")[0].status == 400
    assert account.get(f"payment_intents/{challenged}").body["status"] == "requires_action"


@pytest.mark.parametrize("path", ["bank/pi_unknown", "bank/", "nothing", "../app.py"])
def test_there_is_nothing_else(account: SandboxAccount, path: str) -> None:
    assert asked(account, "GET", path)[0].status == 404
