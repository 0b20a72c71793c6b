"""Which operation is allowed in which state: objects that real operations bring into each state."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

from steps.drivers.api import Refused, ServerFailed
from steps.drivers.eventually import eventually
from steps.tasks.direct_calls import DirectCalls
from steps.tasks.purchase_by_calls import PurchaseByCalls, Stage
from steps.world.world import World

ALLOWED = "allowed"
NONE = "-"
_NO_SUCH_ORDER = "BK-0000-0000"
_LONGER_THAN_A_RESERVATION = timedelta(minutes=16)
_SETTLES_WITHIN = 10.0  # seconds
Act = Callable[[PurchaseByCalls], object]


@dataclass(frozen=True)
class Machine:
    """The states of one kind of object and the operations on it; `state_of` reads the state now."""

    states: Mapping[str, Act]
    operations: Mapping[str, Act]
    state_of: Callable[[PurchaseByCalls], str]
    card: Mapping[str, str]


def _up_to(stage: Stage, *further: Act) -> Act:
    def bring(purchase: PurchaseByCalls) -> None:
        purchase.up_to(stage)
        for act in further:
            act(purchase)

    return bring


def _call(caller: str, callee: str, method: str, path: str, body: Mapping[str, Any] | None = None) -> Act:
    """A call about the purchase; `{id}` in the path is its checkout id, `{number}` its order number."""

    def act(purchase: PurchaseByCalls) -> dict[str, Any]:
        number = purchase.order_number or _NO_SUCH_ORDER
        return purchase.calls.by(
            caller, callee, method, path.format(id=purchase.checkout_id, number=number, new=uuid4()), body
        )

    return act


def _state(callee: str, path: str, member: str, passing: str = "") -> Callable[[PurchaseByCalls], str]:
    look = _call("staff", callee, "GET", path)

    def state(purchase: PurchaseByCalls) -> str:
        try:
            found: Any = look(purchase)
        except Refused:
            return NONE
        return str(found[member])

    if not passing:
        return state
    return lambda purchase: eventually(
        lambda: state(purchase), lambda seen: seen != passing, _SETTLES_WITHIN, f"it is no longer {passing}"
    )


def _refund_of(amount: int | None) -> Act:
    def refund(purchase: PurchaseByCalls) -> object:
        asked = {"amount": amount or purchase.total, "currency": "USD"}
        body = {"refund_id": str(uuid4()), "amount": asked}
        return purchase.calls.by(
            "orders", "payments", "POST", f"/payments/{purchase.checkout_id}/refunds", body
        )

    return refund


def _expire(purchase: PurchaseByCalls) -> None:
    purchase.calls.let_pass(_LONGER_THAN_A_RESERVATION)


def _returned_copies(purchase: PurchaseByCalls) -> object:
    body = {"return_id": str(uuid4()), **purchase.reservation()}
    path = f"/reservations/{purchase.checkout_id}/returns"
    return purchase.calls.by("staff", "inventory", "POST", path, body)


def _cancel_as_customer(purchase: PurchaseByCalls) -> object:
    world, number = purchase.calls.world, purchase.order_number or _NO_SUCH_ORDER
    owner = world.actors.customer("customer").credentials
    return world.shop.direct_apis["orders"].call("POST", f"/orders/{number}/cancellation", owner)


def _refund_order(purchase: PurchaseByCalls) -> object:
    body = {"refund_id": str(uuid4()), "reason": "a torn page", "amount": 100}
    path = f"/orders/{purchase.order_number or _NO_SUCH_ORDER}/refunds"
    return purchase.calls.by("staff", "orders", "POST", path, body)


def _notify_of_payment(purchase: PurchaseByCalls) -> object:
    captured = {"captured": purchase.total}
    path = f"/checkouts/{purchase.checkout_id}/order/payment"
    return purchase.calls.by("checkout", "orders", "POST", path, captured)


_RELEASE = _call("checkout", "inventory", "POST", "/reservations/{id}/release")
_RESTOCK = _call("orders", "inventory", "POST", "/reservations/{id}/restock")
_REVERSE = _call("orders", "payments", "POST", "/payments/{id}/return")
_CANCEL = _call("checkout", "orders", "POST", "/checkouts/{id}/order/cancellation", {"reason": "none"})
_order_state = _state("orders", "/checkouts/{id}/order", "state", passing="canceling")

MACHINES: Mapping[str, Machine] = {
    "reservation": Machine(
        states={
            NONE: _up_to(Stage.NOTHING),
            "held": _up_to(Stage.RESERVED),
            "confirmed": _up_to(Stage.PAID),
            "released": _up_to(Stage.RESERVED, _RELEASE),
            "restocked": _up_to(Stage.RESERVED, _RESTOCK),
            "expired": _up_to(Stage.RESERVED, _expire),
        },
        operations={
            "reservation": PurchaseByCalls.reserve,
            "confirmation": PurchaseByCalls.confirm,
            "release": _RELEASE,
            "restock": _RESTOCK,
            "returned copies": _returned_copies,
        },
        state_of=_state("inventory", "/reservations/{id}", "state"),
        card={},
    ),
    "payment": Machine(
        states={
            NONE: _up_to(Stage.QUOTED),
            "reversed before": _up_to(Stage.QUOTED, _REVERSE),
            "action_required": _up_to(Stage.PLACED),
            "authorized": _up_to(Stage.PLACED),
            "captured": _up_to(Stage.PAID),
            "partially_refunded": _up_to(Stage.PAID, _refund_of(100)),
            "refunded": _up_to(Stage.PAID, _refund_of(None)),
            "voided": _up_to(Stage.PLACED, _REVERSE),
            "declined": _up_to(Stage.PLACED),
        },
        operations={
            "authorization": PurchaseByCalls.authorize,
            "capture": PurchaseByCalls.capture,
            "inquiry": _call("checkout", "payments", "POST", "/payments/{id}/inquiry"),
            "reversal": _REVERSE,
            "refund": _refund_of(100),
        },
        state_of=_state("payments", "/payments/{id}", "status"),
        card={"action_required": "asks for confirmation", "declined": "generic decline"},
    ),
    "order": Machine(
        states={
            NONE: _up_to(Stage.AUTHORIZED),
            "called off": _up_to(Stage.AUTHORIZED, _CANCEL),
            "placed": _up_to(Stage.CONFIRMED),
            "paid": _up_to(Stage.PAID),
            "canceled unpaid": _up_to(Stage.PLACED, _CANCEL),
            "canceled": _up_to(Stage.PAID, _CANCEL, _order_state),
        },
        operations={
            "order": PurchaseByCalls.place,
            "payment notice": _notify_of_payment,
            "cancellation by the checkout": _CANCEL,
            "cancellation by the customer": _cancel_as_customer,
            "refund": _refund_order,
            "flag": _call("payments", "orders", "PUT", "/checkouts/{id}/order/flag", {"flag": "disputed"}),
        },
        state_of=_order_state,
        card={},
    ),
}


@dataclass(frozen=True)
class Move:
    """What an operation answers in a state, and the state after it."""

    answer: str
    after: str

    def __str__(self) -> str:
        return f"{self.answer}, then {self.after}"


def moves(world: World, kind: str, sku: str) -> dict[tuple[str, str], Move]:
    """What every operation answers in every state of this kind of object."""
    calls = DirectCalls(world, world.service_tokens, world.clock.advance)
    machine = MACHINES[kind]
    return {
        (state, operation): _move(calls, machine, state, operation, sku)
        for state in machine.states
        for operation in machine.operations
    }


def _move(calls: DirectCalls, machine: Machine, state: str, operation: str, sku: str) -> Move:
    """The outcome on an object of its own, which is compensated afterwards."""
    customer_id = str(calls.world.actors.customer("customer").customer_id)
    purchase = PurchaseByCalls(calls, sku, customer_id, machine.card.get(state, "visa"))
    machine.states[state](purchase)
    answer = ALLOWED
    try:
        machine.operations[operation](purchase)
    except Refused as refused:
        answer = f"{refused.status} {refused.slug}"
    except ServerFailed as failed:
        answer = str(failed)
    after = machine.state_of(purchase)
    purchase.undo()
    return Move(answer, after)
