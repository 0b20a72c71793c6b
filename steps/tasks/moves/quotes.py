"""Quotes and discount codes: what the cart, a checkout, orders and the staff may ask in each state."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

from steps.drivers.api import Refused
from steps.tasks.moves.machine import NONE, Bench, Machine, TriedOperation
from steps.tasks.moves.purchases import asked_by, of_customer, up_to
from steps.tasks.purchase_by_calls import PurchaseByCalls, Stage

_QUOTE = "/quotes/{quote_id}"
_LONG = timedelta(hours=1)


def _bind(purchase: PurchaseByCalls) -> None:
    purchase.bind_quote()


def _let_pass(purchase: PurchaseByCalls) -> None:
    purchase.calls.let_pass(_LONG)


def _quote_of(*, binding: bool, copies: int = 1) -> Callable[[PurchaseByCalls], Mapping[str, Any]]:
    def body(purchase: PurchaseByCalls) -> Mapping[str, Any]:
        lines = [{"sku": purchase.sku, "quantity": copies}]
        return {**purchase.quoted(binding=binding), "lines": lines}

    return body


def _found(make: Callable[[PurchaseByCalls], object], purchase: PurchaseByCalls) -> str:
    """The slug of the refusal, or nothing."""
    try:
        make(purchase)
    except Refused as refused:
        return refused.slug
    return ""


def _quote_state(purchase: PurchaseByCalls) -> str:
    """The state, seen from repeated requests: no quote shows whether it is binding, or was released."""
    exists = not _found(_LOOK.make, purchase)
    refusals = {_found(_bind, purchase), _found(_SHOW.make, purchase)}
    if "already-released" in refusals:
        return "released"
    if refusals == {"conflicting-request"}:
        return "bound for others"
    if not exists:
        return NONE
    return "bound" if not _found(_bind, purchase) else "shown"


_LOOK = asked_by("staff", f"pricing: GET {_QUOTE}")
_SHOW = asked_by("cart", f"pricing: PUT {_QUOTE}", _quote_of(binding=False))
_RELEASE = asked_by("checkout", f"pricing: POST {_QUOTE}/release")
_CANCEL = asked_by("orders", f"pricing: POST {_QUOTE}/cancellation")

QUOTE = Machine(
    begin=lambda bench, _: of_customer(bench),
    states={
        NONE: up_to(Stage.NOTHING),
        "shown": _SHOW.make,
        "bound": _bind,
        "bound, long ago": up_to(Stage.NOTHING, _bind, _let_pass),
        "released": up_to(Stage.NOTHING, _bind, _RELEASE.make),
        "released before": _RELEASE.make,
        "of a canceled order": up_to(Stage.NOTHING, _bind, _CANCEL.make),
    },
    operations={
        "quote": _SHOW,
        "binding quote": TriedOperation(f"pricing: PUT {_QUOTE}", _bind, "checkout"),
        "binding quote of other copies": asked_by(
            "checkout", f"pricing: PUT {_QUOTE}", _quote_of(binding=True, copies=2)
        ),
        "release": _RELEASE,
        "cancellation": _CANCEL,
        "look": _LOOK,
    },
    state_of=_quote_state,
    end=_RELEASE.make,
    shown_as={"released before": "released", "bound, long ago": "bound", "of a canceled order": "bound"},
)


@dataclass(frozen=True)
class CodeOnOffer:
    """A discount code for two redemptions, and three purchases that may redeem it."""

    bench: Bench
    code: str
    first: PurchaseByCalls
    second: PurchaseByCalls
    third: PurchaseByCalls

    @classmethod
    def begun(cls, bench: Bench, _: str) -> CodeOnOffer:
        """A code that the shop does not have yet."""
        code = f"CODE-{uuid4().hex[:8].upper()}"
        return cls(bench, code, *(of_customer(bench, code=code) for _ in range(3)))

    def offer(self, limit: int = 2, **terms: Any) -> None:
        """Offer the code, or offer it again with these terms."""
        body = {"kind": "percent", "percent": 10, "limit": limit, **terms}
        self.bench.calls.by("staff", "pricing", "PUT", f"/discount-codes/{self.code}", body)

    def withdraw(self) -> None:
        """Offer the code no longer."""
        self.bench.calls.by("staff", "pricing", "DELETE", f"/discount-codes/{self.code}")

    def state(self) -> str:
        """Why the code does not apply to another customer's cart, or that it does."""
        seen = _SHOW.make(of_customer(self.bench, code=self.code))
        assert isinstance(seen, dict)
        (outcome,) = seen["discount_codes"]
        return str(outcome["reason"] or "usable")

    def end(self) -> None:
        """Release what was redeemed."""
        for purchase in (self.first, self.second, self.third):
            _RELEASE.make(purchase)


def _offered(*acts: Callable[[CodeOnOffer], object], **terms: Any) -> Callable[[CodeOnOffer], None]:
    def bring(code: CodeOnOffer) -> None:
        code.offer(**terms)
        for act in acts:
            act(code)

    return bring


def _expire(code: CodeOnOffer) -> None:
    now = code.bench.calls.world.clock.now()
    code.offer(valid_until=(now + _LONG).isoformat())
    code.bench.calls.let_pass(_LONG)


def _offer_later(code: CodeOnOffer) -> None:
    code.offer(valid_from=(code.bench.calls.world.clock.now() + _LONG).isoformat())


def _redeem(code: CodeOnOffer) -> None:
    _bind(code.first)


def _redeem_again(code: CodeOnOffer) -> None:
    _bind(code.second)


def _release(code: CodeOnOffer) -> object:
    return _RELEASE.make(code.first)


def _cancel(code: CodeOnOffer) -> object:
    return _CANCEL.make(code.first)


_CODES = "pricing: PUT /discount-codes/{code}"
_USED_UP = (_redeem, _redeem_again)

DISCOUNT_CODE = Machine(
    begin=CodeOnOffer.begun,
    states={
        NONE: lambda _: None,
        "offered": _offered(),
        "not yet valid": _offer_later,
        "expired": _expire,
        "redeemed once": _offered(_redeem),
        "used up": _offered(*_USED_UP),
        "withdrawn": _offered(CodeOnOffer.withdraw),
        "released": _offered(*_USED_UP, _release),
        "canceled": _offered(*_USED_UP, _cancel),
        "canceled, and counts": _offered(*_USED_UP, _cancel, canceled_orders_count=True),
    },
    operations={
        "discount code": TriedOperation(_CODES, CodeOnOffer.offer),
        "discount code for one": TriedOperation(_CODES, lambda code: code.offer(limit=1)),
        "withdrawal of a discount code": TriedOperation(
            "pricing: DELETE /discount-codes/{code}", CodeOnOffer.withdraw
        ),
        "binding quote": TriedOperation(f"pricing: PUT {_QUOTE}", lambda code: _bind(code.third), "checkout"),
        "release": TriedOperation(_RELEASE.request, _release),
        "cancellation": TriedOperation(_CANCEL.request, _cancel),
    },
    state_of=CodeOnOffer.state,
    end=CodeOnOffer.end,
    shown_as={
        **dict.fromkeys(("offered", "redeemed once", "released", "canceled"), "usable"),
        **dict.fromkeys(("used up", "canceled, and counts"), "used-up"),
        NONE: "unknown",
        "not yet valid": "not-yet-valid",
    },
)
