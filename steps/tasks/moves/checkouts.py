"""Checkouts: running, waiting for the customer at the bank's page, compensating, completed and refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from steps.drivers.api import Refused
from steps.drivers.eventually import eventually
from steps.tasks.moves.machine import NONE, Bench, Machine, TriedOperation, nothing
from steps.tasks.shopping import new_submission, pays_with
from steps.vocabulary.fault_spec import CallPattern, FaultSpec
from steps.world.actors import Actor

_WITHIN = 20.0  # seconds
_CARDS = {"waiting": "asks for confirmation", "refused": "generic decline", "compensating": "generic decline"}
_HELD_UP: Mapping[str, CallPattern] = {
    "running": CallPattern("checkout -> payments", path="/capture$"),
    "compensating": CallPattern("checkout -> inventory", path="/release$"),
}
"""The call that is answered with 503 for as long as the checkout is to stay in the state."""


@dataclass
class SubmittedCart:
    """A customer's cart with its submission, and the checkout that came of it."""

    bench: Bench
    buyer: Actor
    key: str
    body: dict[str, Any]
    checkout_id: str = field(default_factory=lambda: str(uuid4()))
    held_up: str = ""

    @classmethod
    def begun(cls, bench: Bench, state: str) -> SubmittedCart:
        """A filled cart, and a submission that is not sent yet."""
        world = bench.calls.world
        buyer = world.actors.customer(f"buyer {uuid4().hex[:8]}")
        buyer.pays = pays_with("card", _CARDS.get(state, "visa"))
        buyer.cart_id, _ = world.shop.cart.open(buyer.credentials, "USD")
        world.shop.cart.add(buyer.credentials, buyer.cart, bench.sku, 1)
        return cls(bench, buyer, *new_submission(world, buyer))

    def submit(self, key: str = "", **other: Any) -> None:
        """Submit, with the first key and content where no others are given; keeps the checkout's id."""
        named = {"idempotency-key": key or self.key}
        try:
            self.checkout_id = self._call("POST", "/checkouts", {**self.body, **other}, named)["checkout_id"]
        except Refused as refused:
            self.checkout_id = refused.members.get("checkout_id", self.checkout_id)
            raise

    def hold_up(self, state: str) -> None:
        """Submit, and keep the checkout in this state."""
        self.held_up = f"{self.buyer.role} is {state}"
        fault = FaultSpec(self.held_up, _HELD_UP[state], "status", {"code": 503})
        self.bench.calls.world.faults.inject(fault)
        self.submit_to_its_end(state)

    def submit_to_its_end(self, *states: str) -> None:
        """Submit, and wait until the checkout is in one of the states."""
        with suppress(Refused):  # a checkout that has ended without an order
            self.submit()
        eventually(self.state, lambda seen: seen in states, _WITHIN, f"the checkout is {' or '.join(states)}")

    def ask(self, method: str, path: str = "") -> dict[str, Any]:
        """A request about the checkout."""
        return self._call(method, f"/checkouts/{self.checkout_id}{path}", None, {})

    def state(self) -> str:
        """The state as the customer sees it."""
        try:
            return str(self.ask("GET")["state"])
        except Refused:
            return NONE

    def settled(self) -> str:
        """The state, once the checkout works no more; at once for one that is held up."""
        if self.held_up:
            return self.state()
        working = ("running", "compensating")
        return eventually(self.state, lambda seen: seen not in working, _WITHIN, "the checkout has settled")

    def end(self) -> None:
        """Let a checkout that is held up go on to its end."""
        if self.held_up:
            self.bench.calls.world.faults.heal(self.held_up)
            self.held_up = ""
            self.settled()

    def _call(
        self, method: str, path: str, body: Mapping[str, Any] | None, headers: Mapping[str, str]
    ) -> dict[str, Any]:
        api = self.bench.calls.world.shop.direct_apis["checkout"]
        return api.call(method, path, {**self.buyer.credentials, **headers}, body)


def _ended(state: str) -> Callable[[SubmittedCart], None]:
    return lambda cart: cart.submit_to_its_end(state)


def _held(state: str) -> Callable[[SubmittedCart], None]:
    return lambda cart: cart.hold_up(state)


_SUBMISSION = "checkout: POST /checkouts"

CHECKOUT = Machine(
    begin=SubmittedCart.begun,
    states={
        NONE: nothing,
        "running": _held("running"),
        "waiting": _ended("waiting"),
        "compensating": _held("compensating"),
        "completed": _ended("completed"),
        "refused": _ended("refused"),
    },
    operations={
        "submission": TriedOperation(_SUBMISSION, SubmittedCart.submit),
        "submission under another key": TriedOperation(_SUBMISSION, lambda cart: cart.submit(str(uuid4()))),
        "other submission under the key": TriedOperation(
            _SUBMISSION, lambda cart: cart.submit(email="another@readers.example")
        ),
        "continuation": TriedOperation(
            "checkout: POST /checkouts/{checkout_id}/continuation",
            lambda cart: cart.ask("POST", "/continuation"),
        ),
        "look": TriedOperation("checkout: GET /checkouts/{checkout_id}", lambda cart: cart.ask("GET")),
    },
    state_of=SubmittedCart.settled,
    end=SubmittedCart.end,
    waits_in=frozenset(_HELD_UP),
)
