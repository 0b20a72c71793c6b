"""Planted breaches of money, orders and discount codes."""

from dataclasses import replace

from environment.audit.breach import BreachKind
from environment.audit.facts.snapshot import RefundRow, Snapshot
from environment.audit.invariants import discount_codes, money, orders

from .consistent_order import NUMBER
from .consistent_snapshot import CANCELED_NUMBER, CONSISTENT, changed, snapshot_with, without
from .planted_breach import PlantedBreach


def _declined(status: str, **amounts: int) -> Snapshot:
    return snapshot_with(charges=changed(CONSISTENT.charges, 2, status=status, **amounts))


MONEY = [
    PlantedBreach(
        money.money_is_what_orders_cost,
        BreachKind.CHARGED_WITHOUT_ORDER,
        "the customer was charged $9.50 and has no order",
        _declined("succeeded", captured=950),
    ),
    PlantedBreach(
        money.money_is_what_orders_cost,
        BreachKind.CHARGED_WITHOUT_ORDER,
        f"the customer was charged $19.00, but order {NUMBER} is placed",
        snapshot_with(orders=changed(CONSISTENT.orders, 0, state="placed", paid=False)),
    ),
    PlantedBreach(
        money.money_is_what_orders_cost,
        BreachKind.MONEY_NOT_REFUNDED,
        f"order {CANCELED_NUMBER} is canceled, but ¥200 was not refunded to the customer",
        snapshot_with(charges=changed(CONSISTENT.charges, 1, refunded=300)),
    ),
    PlantedBreach(
        money.money_is_what_orders_cost,
        BreachKind.PAID_WITHOUT_MONEY,
        f"order {NUMBER} of $19.00 counts as paid, but the bookstore has no money for it",
        snapshot_with(charges=without(CONSISTENT.charges, 0)),
    ),
    PlantedBreach(
        money.money_is_what_orders_cost,
        BreachKind.PAID_WITHOUT_MONEY,
        f"order {NUMBER} of $19.00 counts as paid, but the bookstore has no money for it",
        snapshot_with(
            charges=changed(CONSISTENT.charges, 0, refunded=1900),
            payments=changed(CONSISTENT.payments, 0, refunded=1900, reversal_requested=True),
        ),
    ),
    PlantedBreach(
        money.money_is_what_orders_cost,
        BreachKind.WRONG_AMOUNT,
        f"the customer has paid $20.00 for order {NUMBER}, which costs $19.00",
        snapshot_with(charges=changed(CONSISTENT.charges, 0, captured=2000)),
    ),
    PlantedBreach(
        money.money_is_what_orders_cost,
        BreachKind.PAID_WITHOUT_MONEY,
        f"order {NUMBER} of $19.00 less $5.00 refunded counts as paid, but the bookstore has no money for it",
        snapshot_with(
            orders=changed(CONSISTENT.orders, 0, refunded=500),
            charges=changed(CONSISTENT.charges, 0, refunded=1900),
            payments=changed(CONSISTENT.payments, 0, refunded=1900),
        ),
    ),
    PlantedBreach(
        money.money_is_what_orders_cost,
        BreachKind.WRONG_AMOUNT,
        f"the customer has paid $19.00 for order {NUMBER}, which costs $19.00 less $5.00 refunded",
        snapshot_with(orders=changed(CONSISTENT.orders, 0, refunded=500)),
    ),
    PlantedBreach(
        money.money_is_what_orders_cost,
        BreachKind.WRONG_AMOUNT,
        f"the customer has paid $14.00 for order {NUMBER}, which costs $19.00",
        snapshot_with(
            charges=changed(CONSISTENT.charges, 0, refunded=500),
            payments=changed(CONSISTENT.payments, 0, refunded=500),
        ),
    ),
    PlantedBreach(
        money.charged_once,
        BreachKind.DOUBLE_CHARGE,
        f"the customer was charged twice for order {NUMBER}: $19.00 and $19.00",
        snapshot_with(charges=(*CONSISTENT.charges, replace(CONSISTENT.charges[0], payment_id="pi_4"))),
    ),
    PlantedBreach(
        money.refunded_once,
        BreachKind.DOUBLE_REFUND,
        "a refund of ¥500 was made 2 times",
        snapshot_with(refunds=(RefundRow("pi_2", "refund-1", "JPY", 500, "succeeded"),) * 2),
    ),
    PlantedBreach(
        money.nothing_left_held,
        BreachKind.HOLD_LEFT,
        "$9.50 is still held on the customer's card for a checkout without an order, "
        "and no unfinished checkout needs it",
        _declined("requires_capture", held=950),
    ),
    PlantedBreach(
        money.nothing_left_held,
        BreachKind.HOLD_LEFT,
        "$9.50 is still waiting for the customer's bank for a checkout without an order, "
        "and no unfinished checkout needs it",
        _declined("requires_action"),
    ),
    PlantedBreach(
        money.holds_for_parcels_have_orders,
        BreachKind.HOLD_LEFT,
        "$9.50 is still held on the customer's card for a checkout without an order, "
        "and no unfinished checkout needs it",
        _declined("requires_capture", held=950, in_parts=True),
    ),
    PlantedBreach(
        money.holds_for_parcels_end,
        BreachKind.HOLD_LEFT,
        f"$1.00 is still held on the customer's card for order {NUMBER}, and no unfinished checkout needs it",
        snapshot_with(
            charges=changed(CONSISTENT.charges, 0, status="requires_capture", held=100, in_parts=True)
        ),
    ),
    PlantedBreach(
        money.payments_knows_the_gateway,
        BreachKind.RECORDS_DIFFER,
        f"for order {NUMBER} the payments service has recorded $0.00 charged and $0.00 refunded, "
        "but the gateway $19.00 charged and $0.00 refunded",
        snapshot_with(payments=changed(CONSISTENT.payments, 0, state="voided", captured=0)),
    ),
]

ORDERS = [
    PlantedBreach(
        orders.every_checkout_has_its_order,
        BreachKind.LOST_ORDER,
        f"the customer received order number {NUMBER}, but no such order exists",
        snapshot_with(orders=without(CONSISTENT.orders, 0), order_lines=without(CONSISTENT.order_lines, 0)),
    ),
    PlantedBreach(
        orders.announced_orders_have_checkouts,
        BreachKind.LOST_ORDER,
        f"the customer received order number {NUMBER}, but the checkout is refused",
        snapshot_with(
            checkouts=changed(CONSISTENT.checkouts, 0, state="refused"),
            orders=changed(CONSISTENT.orders, 0, state="canceled"),
        ),
    ),
    PlantedBreach(
        orders.announced_orders_have_checkouts,
        BreachKind.LOST_ORDER,
        f"the customer received order number {NUMBER}, but the checkout has order {CANCELED_NUMBER}",
        snapshot_with(announced_orders=changed(CONSISTENT.announced_orders, 1, number=NUMBER)),
    ),
    PlantedBreach(
        orders.announced_orders_have_checkouts,
        BreachKind.LOST_ORDER,
        f"the customer received order number {NUMBER}, but there is no such checkout",
        snapshot_with(checkouts=without(CONSISTENT.checkouts, 0)),
    ),
    PlantedBreach(
        orders.every_order_has_its_checkout,
        BreachKind.ORDER_WITHOUT_CHECKOUT,
        f"order {NUMBER} is active, although it has no checkout",
        snapshot_with(checkouts=without(CONSISTENT.checkouts, 0)),
    ),
    PlantedBreach(
        orders.every_order_has_its_checkout,
        BreachKind.ORDER_WITHOUT_CHECKOUT,
        f"order {NUMBER} is active, although its checkout was refused",
        snapshot_with(checkouts=changed(CONSISTENT.checkouts, 0, state="refused")),
    ),
    PlantedBreach(
        orders.carts_are_bought_once,
        BreachKind.DOUBLE_ORDER,
        f"one cart was checked out 2 times: orders {NUMBER} and {CANCELED_NUMBER}",
        snapshot_with(checkouts=changed(CONSISTENT.checkouts, 1, cart_id="cart-1")),
    ),
    PlantedBreach(
        orders.bought_carts_are_closed,
        BreachKind.CART_LEFT_OPEN,
        f"the cart of order {NUMBER} is still open, although it was checked out",
        snapshot_with(carts=changed(CONSISTENT.carts, 0, state="open")),
    ),
    PlantedBreach(
        orders.orders_cost_what_was_agreed,
        BreachKind.WRONG_AMOUNT,
        f"the customer agreed to pay $18.00, but order {NUMBER} costs $19.00",
        snapshot_with(checkouts=changed(CONSISTENT.checkouts, 0, agreed=1800)),
    ),
    PlantedBreach(
        orders.orders_cost_what_was_agreed,
        BreachKind.WRONG_AMOUNT,
        f"the customer agreed to pay $18.00, but order {NUMBER} costs $19.00",
        snapshot_with(checkouts=changed(CONSISTENT.checkouts, 0, agreed=1800, may_cost_less=True)),
    ),
    PlantedBreach(
        orders.orders_cost_what_was_agreed,
        BreachKind.WRONG_AMOUNT,
        f"the customer agreed to pay $20.00, but order {NUMBER} costs $19.00",
        snapshot_with(checkouts=changed(CONSISTENT.checkouts, 0, agreed=2000)),
    ),
    PlantedBreach(
        orders.orders_cost_what_was_quoted,
        BreachKind.WRONG_AMOUNT,
        f"the binding quote is $18.00, but order {NUMBER} costs $19.00",
        snapshot_with(quotes=changed(CONSISTENT.quotes, 0, grand_total=1800)),
    ),
    PlantedBreach(
        orders.orders_cost_what_was_quoted,
        BreachKind.WRONG_AMOUNT,
        f"order {NUMBER} has no binding quote",
        snapshot_with(quotes=without(CONSISTENT.quotes, 0)),
    ),
    PlantedBreach(
        orders.orders_cost_what_was_agreed,
        BreachKind.WRONG_AMOUNT,
        f"the customer was charged $1.00 for order {NUMBER}, which costs $19.00",
        snapshot_with(orders=changed(CONSISTENT.orders, 0, mismatched_capture=100)),
    ),
]

CODES = [
    PlantedBreach(
        discount_codes.redemptions_are_counted,
        BreachKind.CODE_MISCOUNTED,
        "the count of SPRING is 2, but pricing has stored 1 redemption",
        snapshot_with(codes=changed(CONSISTENT.codes, 0, redeemed=2)),
    ),
    PlantedBreach(
        discount_codes.redemptions_have_orders,
        BreachKind.CODE_MISCOUNTED,
        "SPRING is redeemed for a checkout without an order that did not use it",
        snapshot_with(redemptions=changed(CONSISTENT.redemptions, 1, state="redeemed")),
    ),
    PlantedBreach(
        discount_codes.redemptions_have_orders,
        BreachKind.CODE_MISCOUNTED,
        f"order {NUMBER} used SPRING, which was not redeemed for it",
        snapshot_with(redemptions=changed(CONSISTENT.redemptions, 0, state="released")),
    ),
    PlantedBreach(
        discount_codes.redemptions_have_orders,
        BreachKind.CODE_MISCOUNTED,
        f"SPRING is redeemed for order {NUMBER}, although the order was canceled",
        snapshot_with(orders=changed(CONSISTENT.orders, 0, state="canceled")),
    ),
    PlantedBreach(
        discount_codes.redemptions_have_orders,
        BreachKind.CODE_MISCOUNTED,
        f"order {NUMBER} used SPRING, which was not redeemed for it",
        snapshot_with(
            codes=changed(CONSISTENT.codes, 0, canceled_orders_count=True),
            orders=changed(CONSISTENT.orders, 0, state="canceled"),
            redemptions=changed(CONSISTENT.redemptions, 0, state="released"),
        ),
    ),
]
