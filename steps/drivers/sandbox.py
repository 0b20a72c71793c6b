"""The control API of the gateway's sandbox: planned responses, held requests, webhooks, the bank's page.

Stripe has no such API: a scenario that uses it runs against the sandbox alone.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import requests

_TIMEOUT = (2.0, 10.0)  # seconds to connect, and between two reads
PAYMENT_INTENTS = AUTHORIZATION = "POST /v1/payment_intents"
CAPTURE = VOID = "POST /v1/payment_intents/"
REFUND = "POST /v1/refunds"
LOOK = "GET /v1/payment_intents/"
"""Requests to the gateway, as `match` takes them: a method and the beginning of a path.

A capture and a void begin alike: the first of the two is meant.
"""


@dataclass(frozen=True)
class ReceivedRequest:
    """One request to the gateway: path, status of the response, and time of arrival in seconds."""

    path: str
    status: int
    at: float

    def __str__(self) -> str:
        return f"a request to {self.path}, answered {self.status}"


@dataclass(frozen=True)
class SandboxDriver:
    """The control API of the sandbox.

    since: requests that arrived until then (Unix seconds) are those of earlier scenarios.
    """

    base_url: str
    token: str
    session: requests.Session
    since: float = 0.0

    def from_now_on(self) -> SandboxDriver:
        """The same without every request so far, where the gateway's record is not emptied."""
        return replace(self, since=max((each["at"] for each in self._requests()), default=0.0))

    def answer_challenge(self, checkout_ids: Collection[str], outcome: str) -> None:
        """The customer answers the bank's challenge: `passed` or `failed`."""
        for intent in self._ledger()["payment_intents"]:
            wanted = intent["metadata"].get("checkout_id") in checkout_ids
            if wanted and intent["status"] == "requires_action":
                self._act(f"payment_intents/{intent['id']}/challenge", {"outcome": outcome})
                return
        raise AssertionError(
            "no payment of this customer asks for confirmation: see the ledger of the gateway"
        )

    def answer_with(self, match: str, status: int, times: int = 1, **how: Any) -> None:
        """The next requests that match, such as "POST /v1/refunds", get this status."""
        self._act("answers", {"match": match, "status": status, "times": times, **how})

    def say(self, match: str, status: str, times: int = 1) -> None:
        """The next requests that match change nothing, and report the payment with this status."""
        self._act("answers", {"match": match, "says": {"status": status}, "times": times})

    def send_conflicting_request(self, match: str, **params: str) -> None:
        """Precede the next request that matches by another with its idempotency key and these parameters."""
        self._act("rivals", {"match": match, "params": params})

    def asked(self, match: str) -> tuple[ReceivedRequest, ...]:
        """The requests that match, in the order of their responses."""
        method, _, path = match.partition(" ")
        return tuple(
            ReceivedRequest(each["path"], each["status"], each["at"])
            for each in self._requests()
            if each["method"] == method and each["path"].startswith(path)
        )

    def _requests(self) -> list[dict[str, Any]]:
        return [each for each in self._get("requests")["requests"] if each["at"] > self.since]

    def hold(self, match: str) -> None:
        """The next request that matches is in flight until `release`."""
        self._act("holds", {"match": match})

    def held(self) -> int:
        """The number of requests that are held now."""
        return int(self._get("holds")["caught"])

    def release(self) -> None:
        """Let every held request continue."""
        self._act("holds/release", {})

    def recover(self) -> None:
        """Forget every planned response."""
        self._act("answers/forget", {})

    def end_plans(self) -> list[str]:
        """Forget every planned response, conflicting request and hold; the plans that were never used."""
        return [str(plan) for plan in self._act("plans/end", {})["idle"]]

    def recover_all(self) -> None:
        """End every plan and setting of this API; the ledger stays as it is."""
        self.end_plans()
        self.set_clock(timedelta())
        self.accept_key(accepted=True)
        self.webhooks("copies", copies=1)
        self.webhooks("release")

    def reset(self) -> None:
        """Begin a new, empty account."""
        self._act("reset", {})

    def accept_key(self, *, accepted: bool) -> None:
        """Accept or reject the shop's secret key."""
        self._act("keys/secret", {"accepted": accepted})

    def set_clock(self, ahead: timedelta) -> None:
        """Set how far the gateway's clock is ahead of the scenario's clock (negative: behind)."""
        self._act("clock", {"ahead": ahead.total_seconds()})

    def webhooks(self, act: str, **how: Any) -> None:
        """`hold`, `release`, `retry` or `copies` (see environment/doubles/gateway/control.py)."""
        self._act(f"webhooks/{act}", how)

    def undelivered(self) -> int:
        """The number of events that the shop has not accepted yet."""
        return int(self._get("webhooks")["unsettled"])

    def fail_refunds(self, amount: int | None = None) -> None:
        """The bank rejects every refund; with an amount in minor units, only the refunds of that amount."""
        for refund in self._ledger()["refunds"]:
            if amount in (None, refund["amount"]):
                self._act(f"refunds/{refund['id']}", {"outcome": "failed"})

    def cancel_refunds(self) -> None:
        """The bank cancels every refund that is pending."""
        for refund in self._ledger()["refunds"]:
            self._act(f"refunds/{refund['id']}", {"outcome": "canceled"})

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
