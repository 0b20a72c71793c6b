"""An order that comes while the reconciliation gives the money for it back."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from steps.drivers.api import Refused
from steps.drivers.eventually import eventually
from steps.drivers.sandbox import REFUND
from steps.tasks.contested.purchases import new_purchase
from steps.tasks.purchase_by_calls import Stage
from steps.vocabulary.wrong_on_arrow import WrongOnArrow
from steps.world.world import LateOrder, World

_ARROW = "payments -> orders"
_CALLED_OFF, _ACCEPTED = "already-canceled", "accepted"
_REACHED_WITHIN = 10.0  # seconds


def charge_without_order(world: World) -> None:
    """A checkout reserves, quotes and charges; its order has not come yet."""
    purchase = new_purchase(world).up_to(Stage.AUTHORIZED)
    purchase.capture()

    def undo() -> None:
        purchase.calls.renew_tokens()
        purchase.undo()

    def come() -> None:
        purchase.calls.renew_tokens()
        purchase.place()

    world.begun_by_calls[purchase.checkout_id] = undo
    world.late_order = LateOrder(come, undo)


def reconcile_while_order_comes(world: World, reconcile: Callable[[], object]) -> None:
    """Reconcile; the order comes when the refund is at the gateway. Then its checkout undoes the rest."""
    late, gateway = _late(world), world.shop.sandbox
    gateway.hold(REFUND)
    with ThreadPoolExecutor(1) as staff:
        running = staff.submit(reconcile)
        try:
            held = "the gateway holds the refund"
            eventually(gateway.held, lambda count: count == 1, _REACHED_WITHIN, held)
            late.answer = _answer(late)
        finally:
            gateway.release()
        running.result()
    late.undo()


def demand_order_refused(world: World) -> None:
    """Raises WrongOnArrow unless the late order was refused since its checkout was called off."""
    answer = _late(world).answer
    if answer != _CALLED_OFF:
        raise WrongOnArrow(
            _ARROW,
            f"{_ARROW}: the checkout has to be called off before its money is given back, but its order "
            f"came during the refund, and the answer was: {answer}",
        )


def demand_order_accepted(world: World) -> None:
    """The order comes, and is called off again.

    Raises WrongOnArrow where its checkout was called off before.
    """
    late = _late(world)
    late.answer = _answer(late)
    late.undo()
    if late.answer == _CALLED_OFF:
        raise WrongOnArrow(
            _ARROW, f"{_ARROW}: a checkout that may still run was called off: its order came, and was refused"
        )
    assert late.answer == _ACCEPTED, f"the order should have been accepted, but the answer was: {late.answer}"


def _late(world: World) -> LateOrder:
    assert world.late_order is not None, "no order is on its way in this scenario"
    return world.late_order


def _answer(late: LateOrder) -> str:
    try:
        late.come()
    except Refused as refusal:
        return refusal.slug
    return _ACCEPTED
