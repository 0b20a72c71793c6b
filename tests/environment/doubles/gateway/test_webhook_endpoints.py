from __future__ import annotations

from .account import SandboxAccount


def test_a_webhook_endpoint_is_created_listed_and_deleted(account: SandboxAccount) -> None:
    made = account.post("webhook_endpoints", url="https://shop.example/hooks", enabled_events=["*"]).body
    assert made["secret"].startswith("whsec_")
    (listed,) = account.get("webhook_endpoints").body["data"]
    assert listed == {name: value for name, value in made.items() if name != "secret"}
    assert account.ask("DELETE", f"webhook_endpoints/{made['id']}").body["deleted"] is True
    assert account.get("webhook_endpoints").body["data"] == []
    assert account.ask("DELETE", f"webhook_endpoints/{made['id']}").error["code"] == "resource_missing"


def test_a_webhook_endpoint_without_a_scheme_is_refused(account: SandboxAccount) -> None:
    refused = account.post("webhook_endpoints", url="shop.example/hooks", enabled_events=["*"])
    assert (refused.status, refused.error["code"]) == (400, "url_invalid")
