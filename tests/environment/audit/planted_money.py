"""What can go wrong with money, orders and discount codes, one plant for each way."""

from dataclasses import replace

from environment.audit import discount_codes, money, orders
from environment.audit.breach import Kind
from environment.audit.snapshot import Books, Refund

from .consistent_snapshot import CANCELED_NUMBER, NUMBER, but, day, without
from .consistent_snapshot import GOOD_DAY as GOOD
from .planted_breach import Plant


def _declined(status: str, **amounts: int) -> Books:
    return day(charges=but(GOOD.charges, 2, status=status, **amounts))


MONEY = [
    Plant(
        money.money_is_what_orders_cost,
        Kind.CHARGED_WITHOUT_ORDER,
        "the customer was charged $9.50 and has no order",
        _declined("succeeded", captured=950),
    ),
    Plant(
        money.money_is_what_orders_cost,
        Kind.CHARGED_WITHOUT_ORDER,
        f"the customer was charged $19.00, but order {NUMBER} is placed",
        day(orders=but(GOOD.orders, 0, state="placed", paid=False)),
    ),
    Plant(
        money.money_is_what_orders_cost,
        Kind.MONEY_NOT_RETURNED,
        f"order {CANCELED_NUMBER} is canceled, but ¥200 was not given back to the customer",
        day(charges=but(GOOD.charges, 1, refunded=300)),
    ),
    Plant(
        money.money_is_what_orders_cost,
        Kind.PAID_WITHOUT_MONEY,
        f"order {NUMBER} of $19.00 counts as paid, but the bookstore has no money",
        day(charges=without(GOOD.charges, 0)),
    ),
    Plant(
        money.money_is_what_orders_cost,
        Kind.PAID_WITHOUT_MONEY,
        f"order {NUMBER} of $19.00 counts as paid, but the bookstore has no money",
        day(
            charges=but(GOOD.charges, 0, refunded=1900),
            payments=but(GOOD.payments, 0, refunded=1900, returned=True),
        ),
    ),
    Plant(
        money.money_is_what_orders_cost,
        Kind.WRONG_AMOUNT,
        f"the customer has paid $20.00 for order {NUMBER}, which costs $19.00",
        day(charges=but(GOOD.charges, 0, captured=2000)),
    ),
    Plant(
        money.money_is_what_orders_cost,
        Kind.PAID_WITHOUT_MONEY,
        f"order {NUMBER} of $19.00 less $5.00 refunded counts as paid, but the bookstore has no money",
        day(
            orders=but(GOOD.orders, 0, given_back=500),
            charges=but(GOOD.charges, 0, refunded=1900),
            payments=but(GOOD.payments, 0, refunded=1900),
        ),
    ),
    Plant(
        money.money_is_what_orders_cost,
        Kind.WRONG_AMOUNT,
        f"the customer has paid $19.00 for order {NUMBER}, which costs $19.00 less $5.00 refunded",
        day(orders=but(GOOD.orders, 0, given_back=500)),
    ),
    Plant(
        money.money_is_what_orders_cost,
        Kind.WRONG_AMOUNT,
        f"the customer has paid $14.00 for order {NUMBER}, which costs $19.00",
        day(
            charges=but(GOOD.charges, 0, refunded=500),
            payments=but(GOOD.payments, 0, refunded=500),
        ),
    ),
    Plant(
        money.charged_once,
        Kind.DOUBLE_CHARGE,
        f"the customer was charged twice for order {NUMBER}: $19.00 and $19.00",
        day(charges=(*GOOD.charges, replace(GOOD.charges[0], payment_id="pi_4"))),
    ),
    Plant(
        money.refunded_once,
        Kind.DOUBLE_REFUND,
        "a refund of ¥500 was made 2 times",
        day(refunds=(Refund("pi_2", "refund-1", "JPY", 500, "succeeded"),) * 2),
    ),
    Plant(
        money.nothing_left_held,
        Kind.HOLD_LEFT,
        "$9.50 is still held on the customer's card for a checkout without an order, and nobody needs it",
        _declined("requires_capture", held=950),
    ),
    Plant(
        money.nothing_left_held,
        Kind.HOLD_LEFT,
        "$9.50 is still waiting for the customer's bank for a checkout without an order, and nobody needs it",
        _declined("requires_action"),
    ),
    Plant(
        money.payments_knows_the_gateway,
        Kind.RECORDS_DIFFER,
        f"for order {NUMBER} the payments service believes that $0.00 was taken and $0.00 given back, "
        "but at the gateway $19.00 was taken and $0.00 given back",
        day(payments=but(GOOD.payments, 0, state="voided", captured=0)),
    ),
]

ORDERS = [
    Plant(
        orders.every_checkout_has_its_order,
        Kind.LOST_ORDER,
        f"the customer was told of order {NUMBER}, which does not exist",
        day(orders=without(GOOD.orders, 0), lines=without(GOOD.lines, 0)),
    ),
    Plant(
        orders.whoever_was_told_of_an_order_has_it,
        Kind.LOST_ORDER,
        f"the customer was told of order {NUMBER}, but the checkout is refused",
        day(
            checkouts=but(GOOD.checkouts, 0, state="refused"),
            orders=but(GOOD.orders, 0, state="canceled"),
        ),
    ),
    Plant(
        orders.whoever_was_told_of_an_order_has_it,
        Kind.LOST_ORDER,
        f"the customer was told of order {NUMBER}, but the checkout has order {CANCELED_NUMBER}",
        day(told=but(GOOD.told, 1, number=NUMBER)),
    ),
    Plant(
        orders.whoever_was_told_of_an_order_has_it,
        Kind.LOST_ORDER,
        f"the customer was told of order {NUMBER}, but there is no such checkout",
        day(checkouts=without(GOOD.checkouts, 0)),
    ),
    Plant(
        orders.every_order_has_its_checkout,
        Kind.ORDER_OF_NOBODY,
        f"order {NUMBER} stands, although there was no checkout for it",
        day(checkouts=without(GOOD.checkouts, 0)),
    ),
    Plant(
        orders.every_order_has_its_checkout,
        Kind.ORDER_OF_NOBODY,
        f"order {NUMBER} stands, although its checkout was refused",
        day(checkouts=but(GOOD.checkouts, 0, state="refused")),
    ),
    Plant(
        orders.carts_are_bought_once,
        Kind.DOUBLE_ORDER,
        f"one cart was bought 2 times: orders {NUMBER} and {CANCELED_NUMBER}",
        day(checkouts=but(GOOD.checkouts, 1, cart_id="cart-1")),
    ),
    Plant(
        orders.bought_carts_are_closed,
        Kind.CART_LEFT_OPEN,
        f"the cart of order {NUMBER} was bought and is still open",
        day(carts=but(GOOD.carts, 0, state="open")),
    ),
    Plant(
        orders.orders_cost_what_was_agreed,
        Kind.WRONG_AMOUNT,
        f"the customer agreed to pay $18.00, but order {NUMBER} costs $19.00",
        day(checkouts=but(GOOD.checkouts, 0, agreed=1800)),
    ),
    Plant(
        orders.orders_cost_what_was_agreed,
        Kind.WRONG_AMOUNT,
        f"the customer agreed to pay $18.00, but order {NUMBER} costs $19.00",
        day(checkouts=but(GOOD.checkouts, 0, agreed=1800, may_cost_less=True)),
    ),
    Plant(
        orders.orders_cost_what_was_agreed,
        Kind.WRONG_AMOUNT,
        f"the customer agreed to pay $20.00, but order {NUMBER} costs $19.00",
        day(checkouts=but(GOOD.checkouts, 0, agreed=2000)),
    ),
    Plant(
        orders.orders_cost_what_was_bound,
        Kind.WRONG_AMOUNT,
        f"pricing bound $18.00, but order {NUMBER} costs $19.00",
        day(quotes=but(GOOD.quotes, 0, grand_total=1800)),
    ),
    Plant(
        orders.orders_cost_what_was_bound,
        Kind.WRONG_AMOUNT,
        f"pricing bound nothing for order {NUMBER}",
        day(quotes=without(GOOD.quotes, 0)),
    ),
    Plant(
        orders.orders_cost_what_was_agreed,
        Kind.WRONG_AMOUNT,
        f"$1.00 was captured for order {NUMBER}, which costs $19.00",
        day(orders=but(GOOD.orders, 0, mismatched_capture=100)),
    ),
]

CODES = [
    Plant(
        discount_codes.redemptions_are_counted,
        Kind.CODE_MISCOUNTED,
        "SPRING counts as redeemed 2 times, but there are 1 redemptions",
        day(codes=but(GOOD.codes, 0, redeemed=2)),
    ),
    Plant(
        discount_codes.redemptions_have_orders,
        Kind.CODE_MISCOUNTED,
        "SPRING is spent by a checkout without an order that did not use it",
        day(redemptions=but(GOOD.redemptions, 1, state="redeemed")),
    ),
    Plant(
        discount_codes.redemptions_have_orders,
        Kind.CODE_MISCOUNTED,
        f"order {NUMBER} used SPRING, which was not redeemed for it",
        day(redemptions=but(GOOD.redemptions, 0, state="released")),
    ),
    Plant(
        discount_codes.redemptions_have_orders,
        Kind.CODE_MISCOUNTED,
        f"SPRING is spent by order {NUMBER}, although it was canceled",
        day(orders=but(GOOD.orders, 0, state="canceled")),
    ),
    Plant(
        discount_codes.redemptions_have_orders,
        Kind.CODE_MISCOUNTED,
        f"order {NUMBER} used SPRING, which was not redeemed for it",
        day(
            codes=but(GOOD.codes, 0, canceled_orders_count=True),
            orders=but(GOOD.orders, 0, state="canceled"),
            redemptions=but(GOOD.redemptions, 0, state="released"),
        ),
    ),
]
