"""Reservations, and what the tables about purchases share: purchases that are made call by call."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import uuid4

from steps.drivers.api import Refused
from steps.drivers.eventually import eventually
from steps.tasks.moves.machine import NONE, Bench, Machine, TriedOperation
from steps.tasks.purchase_by_calls import PurchaseByCalls, Stage
from steps.tasks.requests.repeatable_ids import id_of

NO_SUCH_ORDER = "BK-0000-0000"
_LONGER_THAN_A_RESERVATION = timedelta(minutes=16)
_SETTLES_WITHIN = 10.0  # seconds
Act = Callable[[PurchaseByCalls], object]
Body = Callable[[PurchaseByCalls], Mapping[str, Any]]


def buyer_of(bench: Bench) -> str:
    """The id of the customer who buys."""
    return str(bench.calls.world.actors.customer("customer").customer_id)


def of_customer(bench: Bench, code: str | None = None, copies: int = 1) -> PurchaseByCalls:
    """A purchase of which nothing was requested yet."""
    return PurchaseByCalls(bench.calls, bench.sku, buyer_of(bench), code=code, copies=copies)


def in_turn(*acts: Act) -> Act:
    """Make these requests about a purchase, one after the other."""

    def bring(purchase: PurchaseByCalls) -> None:
        for act in acts:
            act(purchase)

    return bring


def seen_by(
    look: TriedOperation[PurchaseByCalls], states: Mapping[str, str]
) -> Callable[[PurchaseByCalls], str]:
    """The state by what a request that fits none is told: where no answer shows one as it is."""

    def state(purchase: PurchaseByCalls) -> str:
        try:
            look.make(purchase)
        except Refused as refused:
            return states[refused.slug]
        return NONE

    return state


def up_to(stage: Stage, *further: Act) -> Act:
    """Bring a purchase to this stage, and make further requests about it."""
    return in_turn(lambda purchase: purchase.up_to(stage), *further)


def asked_by(caller: str, request: str, body: Body | None = None) -> TriedOperation[PurchaseByCalls]:
    """The request about a purchase, made by this caller."""
    callee, _, call = request.partition(": ")
    method, _, path = call.partition(" ")

    def make(purchase: PurchaseByCalls) -> dict[str, Any]:
        ids = {
            **dict.fromkeys(("checkout_id", "quote_id"), purchase.checkout_id),
            "order_number": purchase.order_number or NO_SUCH_ORDER,
        }
        content = body(purchase) if body else None
        return purchase.calls.by(caller, callee, method, path.format(**ids), content)

    return TriedOperation(request, make, caller)


def state_at(request: str, member: str, passing: str = "") -> Callable[[PurchaseByCalls], str]:
    """Reads the state as the staff sees it; `passing` is a state that is left by itself."""
    look = asked_by("staff", request)

    def state(purchase: PurchaseByCalls) -> str:
        try:
            found: Any = look.make(purchase)
        except Refused:
            return NONE
        return str(found[member])

    if not passing:
        return state
    return lambda purchase: eventually(
        lambda: state(purchase), lambda seen: seen != passing, _SETTLES_WITHIN, f"it is no longer {passing}"
    )


def _returned(purchase: PurchaseByCalls, *, copies: int, known: bool) -> Mapping[str, Any]:
    return_id = id_of(purchase.checkout_id, "the return") if known else str(uuid4())
    return {"return_id": return_id, "lines": [{"sku": purchase.sku, "quantity": copies}]}


def _exchanged(purchase: PurchaseByCalls, *, copies: int, known: bool) -> Mapping[str, Any]:
    exchange_id = id_of(purchase.checkout_id, "the exchange") if known else str(uuid4())
    return {"exchange_id": exchange_id, "lines": [{"sku": purchase.sku, "quantity": copies}]}


def _expire(purchase: PurchaseByCalls) -> None:
    purchase.calls.let_pass(_LONGER_THAN_A_RESERVATION)


_RESERVATION = "/reservations/{checkout_id}"
_RELEASE = asked_by("checkout", f"inventory: POST {_RESERVATION}/release")
_RESTOCK = asked_by("orders", f"inventory: POST {_RESERVATION}/restock")
_RETURNS = f"inventory: POST {_RESERVATION}/returns"
_RETURN = asked_by("orders", _RETURNS, partial(_returned, copies=1, known=True))
_EXCHANGES = f"inventory: POST {_RESERVATION}/exchanges"
_EXCHANGE = asked_by("orders", _EXCHANGES, partial(_exchanged, copies=1, known=True))

RESERVATION = Machine(
    begin=lambda bench, _: of_customer(bench, copies=3),
    states={
        NONE: up_to(Stage.NOTHING),
        "held": up_to(Stage.RESERVED),
        "confirmed": up_to(Stage.PAID),
        "returned in part": up_to(Stage.PAID, _RETURN.make),
        "exchanged in part": up_to(Stage.PAID, _RETURN.make, _EXCHANGE.make),
        "released": up_to(Stage.RESERVED, _RELEASE.make),
        "restocked": up_to(Stage.RESERVED, _RESTOCK.make),
        "expired": up_to(Stage.RESERVED, _expire),
    },
    operations={
        "reservation": TriedOperation(f"inventory: PUT {_RESERVATION}", PurchaseByCalls.reserve),
        "confirmation": TriedOperation(
            f"inventory: POST {_RESERVATION}/confirmation", PurchaseByCalls.confirm
        ),
        "release": _RELEASE,
        "restock": _RESTOCK,
        "returned copies": asked_by("orders", _RETURNS, partial(_returned, copies=1, known=False)),
        "the same return": _RETURN,
        "other copies under its id": asked_by("orders", _RETURNS, partial(_returned, copies=2, known=True)),
        "exchanged copies": asked_by("orders", _EXCHANGES, partial(_exchanged, copies=1, known=False)),
        "the same exchange": _EXCHANGE,
        "others under the id of an exchange": asked_by(
            "orders", _EXCHANGES, partial(_exchanged, copies=2, known=True)
        ),
        "more than was bought": asked_by("orders", _EXCHANGES, partial(_exchanged, copies=4, known=False)),
        "look": asked_by("staff", f"inventory: GET {_RESERVATION}"),
    },
    state_of=state_at(f"inventory: GET {_RESERVATION}", "state"),
    end=PurchaseByCalls.undo,
    shown_as={"returned in part": "confirmed", "exchanged in part": "confirmed"},
)
