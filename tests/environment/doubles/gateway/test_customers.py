from __future__ import annotations

from .account import SandboxAccount


def test_a_customer_is_created_and_found(account: SandboxAccount) -> None:
    made = account.post("customers", email="reader@example.com", name="A Reader", metadata={"k": "v"}).body
    assert account.get("customers", email="reader@example.com").body["data"] == [made]
    assert account.get(f"customers/{made['id']}").body == made
    assert account.get("customers", email="new@example.com").body["data"] == []


def test_a_card_that_is_declined_cannot_be_attached(account: SandboxAccount) -> None:
    assert account.post("customers", payment_method="pm_card_visa_chargeDeclined").status == 402
    assert account.get("customers").body["data"] == []
    assert account.post("customers", payment_method="pm_card_chargeCustomerFail").status == 200


def test_a_detached_card_cannot_be_used_again(account: SandboxAccount) -> None:
    customer = account.post("customers").body["id"]
    method = account.post("payment_methods/pm_card_visa/attach", customer=customer).body["id"]
    kept = "payment_methods"
    assert len(account.get(kept, customer=customer, type="card").body["data"]) == 1
    assert account.get(kept, customer=customer, type="link").body["data"] == []
    assert account.post(f"payment_methods/{method}/detach").body["customer"] is None
    assert account.get(kept, customer=customer).body["data"] == []
    assert account.post(f"payment_methods/{method}/attach", customer=customer).status == 400


def test_a_payment_method_is_attached_at_the_customers_creation(account: SandboxAccount) -> None:
    customer = account.post("customers", payment_method="pm_card_visa").body["id"]
    (kept,) = account.get("payment_methods", customer=customer).body["data"]
    assert account.get(f"payment_methods/{kept['id']}").body == kept
    assert account.pay(kept["id"], customer=customer).status == 200
    assert account.post("customers", payment_method="pm_unknown").error["code"] == "resource_missing"
