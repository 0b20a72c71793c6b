"""Orders: what their checkout, their customer, the staff and payments may ask in each state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from secrets import token_hex
from types import MappingProxyType
from typing import Any
from uuid import uuid4

from steps.tasks.moves.machine import NONE, Bench, Machine, TriedOperation
from steps.tasks.moves.purchases import NO_SUCH_ORDER, asked_by, buyer_of, of_customer, state_at, up_to
from steps.tasks.purchase_by_calls import PurchaseByCalls, Stage
from steps.tasks.requests.repeatable_ids import id_of
from steps.vocabulary.fault_spec import CallPattern, FaultSpec
from steps.world.addresses import ELSEWHERE

_ORDER = "/checkouts/{checkout_id}/order"
_NO_ACCOUNT: Mapping[str, str] = MappingProxyType({})
_REFUND_NOTICE = "orders: PUT /checkouts/{checkout_id}/order/refunds/{refund_id}"


def _refund(_: PurchaseByCalls) -> Mapping[str, Any]:
    return {"refund_id": str(uuid4()), "reason": "a torn page", "amount": 100}


def _asked_by_buyer(
    purchase: PurchaseByCalls,
    method: str,
    what: str = "",
    account: Mapping[str, str] = _NO_ACCOUNT,
    body: Mapping[str, Any] | None = None,
) -> object:
    """The request of the guest who has bought, or of this account with the guest's token.

    No guest buys on invoice: then it is that of the customer.
    """
    world, number = purchase.calls.world, purchase.order_number or NO_SUCH_ORDER
    if purchase.on_invoice:
        account = world.actors.customer("customer").credentials
    credentials = {**account, "cart-token": purchase.guest_token or token_hex(16)}
    return world.shop.direct_apis["orders"].call(method, f"/orders/{number}{what}", credentials, body)


def _cancel_as_customer(purchase: PurchaseByCalls) -> object:
    return _asked_by_buyer(purchase, "POST", "/cancellation")


def _look_as_customer(purchase: PurchaseByCalls) -> object:
    return _asked_by_buyer(purchase, "GET")


def _send_elsewhere(purchase: PurchaseByCalls) -> object:
    return _asked_by_buyer(purchase, "PUT", "/address", body=dict(ELSEWHERE))


def _ask_for_invoice(purchase: PurchaseByCalls) -> object:
    return _asked_by_buyer(purchase, "GET", "/invoice")


def _claim(purchase: PurchaseByCalls) -> object:
    account = purchase.calls.world.actors.customer("customer").credentials
    return _asked_by_buyer(purchase, "POST", "/claim", account)


def _report_refund_of_another(purchase: PurchaseByCalls) -> object:
    """Payments reports a refund of this order under the id of a refund that another order has."""
    refund_id = id_of(purchase.checkout_id, "the refund of another order")
    another = of_customer(Bench(purchase.calls, purchase.sku)).up_to(Stage.PAID)
    asked = {"refund_id": refund_id, "reason": "a torn page", "amount": 100}
    purchase.calls.by("staff", "orders", "POST", f"/orders/{another.order_number}/refunds", asked)
    path = f"/checkouts/{purchase.checkout_id}/order/refunds/{refund_id}"
    try:
        return purchase.calls.by("payments", "orders", "PUT", path, {"amount": 100, "state": "refunded"})
    finally:
        another.undo()


def _notice_of_a_part(purchase: PurchaseByCalls) -> object:
    """Payments reports a part that has arrived; an order that waits for no transfer has no such part."""
    if purchase.by_transfer:
        purchase.transfer(_A_PART)
    path = f"/checkouts/{purchase.checkout_id}/order/transfer"
    return purchase.calls.by("payments", "orders", "PUT", path, {"received": _A_PART})


_A_PART = 100  # of $9.50
_CANCEL = asked_by("checkout", f"orders: POST {_ORDER}/cancellation", lambda _: {"reason": "none"})
_PAY = f"orders: POST {_ORDER}/payment"
_TRANSFER = f"orders: PUT {_ORDER}/transfer"
_BY_TRANSFER = ("awaiting", "paid by transfer", "canceled before its transfer")
_ON_INVOICE = ("owed", "shipped while it is owed", "canceled while it was owed")
_state_now = state_at(f"orders: GET {_ORDER}", "state")
_state_later = state_at(f"orders: GET {_ORDER}", "state", passing="canceling")
_REVERSAL = CallPattern("orders -> payments", path="/return$")


@dataclass
class OrderInState(PurchaseByCalls):
    """A purchase with its order; `fault` keeps a canceled order from the end of its cancellation.

    What was shipped is not undone: such an order stays, and no checkout knows of it.
    """

    fault: str = ""
    is_shipped: bool = False

    @classmethod
    def begun(cls, bench: Bench, state: str) -> OrderInState:
        """A purchase of a guest, of which nothing was requested yet."""
        owed = state in _ON_INVOICE
        begun = cls(
            bench.calls,
            bench.sku,
            buyer_of(bench),
            guest_token="" if owed else token_hex(16),
            by_transfer=owed or state in _BY_TRANSFER,
            on_invoice=owed,
        )
        if owed:
            begun.allow_to_owe()
        return begun

    def hold_in_cancellation(self) -> None:
        """Cancel the order, while payments does not reverse its payment."""
        self.fault = f"{self.order_number} is not reversed"
        self.calls.world.faults.inject(FaultSpec(self.fault, _REVERSAL, "status", {"code": 503}))
        _CANCEL.make(self)

    def ship(self) -> object:
        """The warehouse reports a parcel with its copy."""
        path = f"/orders/{self.order_number or NO_SUCH_ORDER}/shipments/{uuid4()}"
        body = {"lines": [{"sku": self.sku, "quantity": 1}]}
        answer = self.calls.by("staff", "orders", "PUT", path, body)
        self.is_shipped = True
        return answer

    def send_back(self) -> object:
        """The warehouse reports that its copy came back damaged."""
        path = f"/orders/{self.order_number or NO_SUCH_ORDER}/returns/{uuid4()}"
        return self.calls.by("staff", "orders", "PUT", path, {"lines": [{"sku": self.sku, "damaged": 1}]})

    def exchange(self) -> object:
        """The staff exchanges its copy."""
        path = f"/orders/{self.order_number or NO_SUCH_ORDER}/exchanges/{uuid4()}"
        return self.calls.by("staff", "orders", "PUT", path, {"lines": [{"sku": self.sku, "quantity": 1}]})

    def state(self) -> str:
        """The state as the staff sees it; a cancellation that nothing holds up is waited for."""
        return _state_now(self) if self.fault else _state_later(self)

    def end(self) -> None:
        """Let the cancellation go on, and compensate every step."""
        if self.fault:
            self.calls.world.faults.heal(self.fault)
            self.fault = ""
        if not self.is_shipped:
            self.undo()


def _canceling(order: OrderInState) -> None:
    order.up_to(Stage.PAID)
    order.hold_in_cancellation()


def _shipped(order: OrderInState) -> None:
    order.up_to(Stage.PAID)
    order.ship()


def _shipped_while_owed(order: OrderInState) -> None:
    order.up_to(Stage.CAPTURED)
    order.ship()


def _came_back(order: OrderInState) -> None:
    _shipped(order)
    order.send_back()


ORDER: Machine[OrderInState] = Machine(
    begin=OrderInState.begun,
    states={
        NONE: up_to(Stage.AUTHORIZED),
        "called off": up_to(Stage.AUTHORIZED, _CANCEL.make),
        "placed": up_to(Stage.CONFIRMED),
        "awaiting": up_to(Stage.CAPTURED),
        "owed": up_to(Stage.CAPTURED),
        "shipped while it is owed": _shipped_while_owed,
        "canceled while it was owed": up_to(Stage.CAPTURED, _CANCEL.make, _state_later),
        "paid": up_to(Stage.PAID),
        "shipped": _shipped,
        "came back": _came_back,
        "paid by transfer": up_to(Stage.PAID),
        "canceled before its transfer": up_to(Stage.CAPTURED, _CANCEL.make, _state_later),
        "canceled unpaid": up_to(Stage.PLACED, _CANCEL.make),
        "canceling": _canceling,
        "canceled": up_to(Stage.PAID, _CANCEL.make, _state_later),
    },
    operations={
        "order": TriedOperation(f"orders: PUT {_ORDER}", PurchaseByCalls.place),
        "payment notice": asked_by("checkout", _PAY, lambda one: {"captured": one.total}),
        "notice of another amount": asked_by("checkout", _PAY, lambda one: {"captured": one.total + 1}),
        "acceptance": asked_by("checkout", f"orders: POST {_ORDER}/acceptance"),
        "notice of a part of a transfer": TriedOperation(_TRANSFER, _notice_of_a_part, "payments"),
        "notice of a transfer": asked_by("payments", _TRANSFER, lambda one: {"received": one.total}),
        "notice of more than the total": asked_by(
            "payments", _TRANSFER, lambda one: {"received": one.total + 1}
        ),
        "cancellation by the checkout": _CANCEL,
        "cancellation by payments": asked_by(
            "payments", f"orders: POST {_ORDER}/cancellation", lambda _: {"reason": "none"}
        ),
        "cancellation by the customer": TriedOperation(
            "orders: POST /orders/{order_number}/cancellation", _cancel_as_customer
        ),
        "invoice": TriedOperation("orders: GET /orders/{order_number}/invoice", _ask_for_invoice),
        "address": TriedOperation("orders: PUT /orders/{order_number}/address", _send_elsewhere),
        "claim": TriedOperation("orders: POST /orders/{order_number}/claim", _claim),
        "refund": asked_by("staff", "orders: POST /orders/{order_number}/refunds", _refund),
        "shipment": TriedOperation(
            "orders: PUT /orders/{order_number}/shipments/{shipment_id}", OrderInState.ship
        ),
        "return": TriedOperation(
            "orders: PUT /orders/{order_number}/returns/{return_id}", OrderInState.send_back
        ),
        "exchange": TriedOperation(
            "orders: PUT /orders/{order_number}/exchanges/{exchange_id}", OrderInState.exchange
        ),
        "refund notice of another order": TriedOperation(_REFUND_NOTICE, _report_refund_of_another),
        "flag": asked_by("payments", f"orders: PUT {_ORDER}/flag", lambda _: {"flag": "disputed"}),
        "look": asked_by("staff", f"orders: GET {_ORDER}"),
        "look by the customer": TriedOperation("orders: GET /orders/{order_number}", _look_as_customer),
    },
    state_of=OrderInState.state,
    end=OrderInState.end,
    shown_as={
        "canceled unpaid": "canceled",
        "canceled before its transfer": "canceled",
        "canceled while it was owed": "canceled",
        "paid by transfer": "paid",
        "called off": NONE,
        "shipped": "paid",
        "shipped while it is owed": "owed",
        "came back": "paid",
    },
)
