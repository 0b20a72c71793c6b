from __future__ import annotations

from .account import Account


def test_a_customer_is_made_found_changed_and_deleted(account: Account) -> None:
    made = account.post("customers", email="reader@example.com", name="A Reader", metadata={"k": "v"}).body
    assert account.get("customers", email="reader@example.com").body["data"] == [made]
    changed = account.post(f"customers/{made['id']}", email="new@example.com", address="").body
    assert (changed["email"], changed["address"], changed["metadata"]) == (
        "new@example.com",
        None,
        {"k": "v"},
    )
    assert account.get("customers", email="reader@example.com").body["data"] == []
    assert account.ask("DELETE", f"customers/{made['id']}").body["deleted"] is True
    assert account.get(f"customers/{made['id']}").status == 404


def test_a_card_that_declines_cannot_be_kept_for_a_customer(account: Account) -> None:
    assert account.post("customers", payment_method="pm_card_visa_chargeDeclined").status == 402
    assert account.get("customers").body["data"] == []
    assert account.post("customers", payment_method="pm_card_chargeCustomerFail").status == 200


def test_a_detached_card_is_gone_for_good(account: Account) -> None:
    customer = account.post("customers").body["id"]
    method = account.post("payment_methods/pm_card_visa/attach", customer=customer).body["id"]
    kept = f"customers/{customer}/payment_methods"
    assert len(account.get(kept, type="card").body["data"]) == 1
    assert account.get(kept, type="link").body["data"] == []
    assert account.post(f"payment_methods/{method}/detach").body["customer"] is None
    assert account.get(kept).body["data"] == []
    assert account.post(f"payment_methods/{method}/attach", customer=customer).status == 400
