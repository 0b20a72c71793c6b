"""What a test may bring about at the gateway and the customer's bank, by the sandbox's own entrance.

Nothing here exists at Stripe: a scenario that uses it runs against the sandbox alone.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import requests

_TIMEOUT = (2.0, 10.0)  # seconds to connect, and between two reads


@dataclass(frozen=True)
class GatewayRequest:
    """One request to the gateway: its path, how it was answered, and when it came (seconds)."""

    path: str
    status: int
    at: float


@dataclass(frozen=True)
class SandboxDriver:
    """The entrance that the gateway's sandbox has for tests."""

    base_url: str
    token: str
    session: requests.Session

    def answer_challenge(self, checkout_ids: Collection[str], outcome: str) -> None:
        """The customer at the bank's page: `passed` or `failed`."""
        for intent in self._ledger()["payment_intents"]:
            wanted = intent["metadata"].get("checkout_id") in checkout_ids
            if wanted and intent["status"] == "requires_action":
                self._act(f"payment_intents/{intent['id']}/challenge", {"outcome": outcome})
                return
        raise AssertionError("the bank waits for nobody: no payment of this customer asks for confirmation")

    def answer_with(self, match: str, status: int, times: int = 1, **how: Any) -> None:
        """The next requests that match, as in "POST /v1/refunds", get this status."""
        self._act("answers", {"match": match, "status": status, "times": times, **how})

    def say(self, match: str, status: str, times: int = 1) -> None:
        """The next requests that match do nothing, and tell the payment with this status."""
        self._act("answers", {"match": match, "says": {"status": status}, "times": times})

    def send_conflicting_request(self, match: str, **params: str) -> None:
        """Somebody's request comes before the next that matches: with its name, and these parameters."""
        self._act("rivals", {"match": match, "params": params})

    def asked(self, match: str) -> tuple[GatewayRequest, ...]:
        """The requests that match, in the order in which they were answered."""
        method, _, path = match.partition(" ")
        found = self._get("requests")["requests"]
        return tuple(
            GatewayRequest(each["path"], each["status"], each["at"])
            for each in found
            if each["method"] == method and each["path"].startswith(path)
        )

    def hold(self, match: str) -> None:
        """The next request that matches stays under way until `release`."""
        self._act("holds", {"match": match})

    def held(self) -> int:
        """How many requests are held."""
        return int(self._get("holds")["caught"])

    def release(self) -> None:
        """Every held request goes on."""
        self._act("holds/release", {})

    def recover(self) -> None:
        """Every answer that was planned is forgotten."""
        self._act("answers/forget", {})

    def end_plans(self) -> list[str]:
        """Forget every answer, rival and hold that was planned; says what of it never came about."""
        return [str(plan) for plan in self._act("plans/end", {})["idle"]]

    def recover_all(self) -> None:
        """End everything that was planned here; the ledger stays as it is."""
        self.end_plans()
        self.accept_key(accepted=True)
        self.webhooks("copies", copies=1)
        self.webhooks("release")

    def reset(self) -> None:
        """Begin a new, empty account."""
        self._act("reset", {})

    def accept_key(self, *, accepted: bool) -> None:
        """Whether the shop's key still opens anything."""
        self._act("keys/secret", {"accepted": accepted})

    def set_clock(self, ahead: timedelta) -> None:
        """The gateway's clock is ahead of everybody else's (negative: behind)."""
        self._act("clock", {"ahead": ahead.total_seconds()})

    def webhooks(self, act: str, **how: Any) -> None:
        """`hold`, `release`, `retry` or `copies` (see the sandbox's control surface)."""
        self._act(f"webhooks/{act}", how)

    def undelivered(self) -> int:
        """Events that the shop has not taken yet."""
        return int(self._get("webhooks")["unsettled"])

    def fail_refunds(self, amount: int | None = None) -> None:
        """The bank sends every refund back; with an amount (minor units), those of it alone."""
        for refund in self._ledger()["refunds"]:
            if amount in (None, refund["amount"]):
                self._act(f"refunds/{refund['id']}", {"outcome": "failed"})

    def all_refunds(self) -> tuple[tuple[int, str], ...]:
        """Amount (minor units) and status of every refund, oldest first."""
        return tuple((refund["amount"], refund["status"]) for refund in self._ledger()["refunds"])

    def _ledger(self) -> dict[str, Any]:
        return self._get("ledger")

    def _get(self, path: str) -> dict[str, Any]:
        return self._call("GET", path, None)

    def _act(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        return self._call("POST", path, body)

    def _call(self, method: str, path: str, body: Mapping[str, Any] | None) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {self.token}"}
        url = f"{self.base_url}/_sandbox/{path}"
        answer = self.session.request(method, url, json=body, headers=headers, timeout=_TIMEOUT)
        answer.raise_for_status()
        found: dict[str, Any] = answer.json()
        return found
