"""Books in which everything is right: a paid order, a canceled one, and a declined checkout."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from environment.audit.snapshot import (
    Books,
    Cart,
    Charge,
    Checkout,
    Copies,
    DiscountCode,
    Line,
    Mail,
    Order,
    Payment,
    Post,
    Quote,
    Redemption,
    Reservation,
    Told,
)

NOW = datetime(2026, 1, 31, 10, 0, tzinfo=UTC)
PAID, CANCELED, DECLINED = "checkout-paid", "checkout-canceled", "checkout-declined"
NUMBER, CANCELED_NUMBER = "BK-PA1D-0001", "BK-CANC-0002"
DUNE, EMMA = "9780441172719", "9780141439587"
ADA = "ada@readers.example"

Row = TypeVar("Row")

GOOD_DAY = Books(
    checkouts=(
        Checkout(PAID, "cart-1", "completed", "close-cart", 0, True, NUMBER, 1900, "USD"),
        Checkout(CANCELED, "cart-2", "completed", "close-cart", 0, True, CANCELED_NUMBER, 500, "JPY"),
        Checkout(DECLINED, "cart-3", "refused", "authorize", 0, True, None, 950, "USD"),
    ),
    carts=(Cart("cart-1", "closed"), Cart("cart-2", "closed"), Cart("cart-3", "open")),
    orders=(
        Order(PAID, NUMBER, "paid", ADA, "USD", 1900, True, None, "SPRING"),
        Order(CANCELED, CANCELED_NUMBER, "canceled", ADA, "JPY", 500, True, None, None),
    ),
    told=(Told(PAID, NUMBER), Told(CANCELED, CANCELED_NUMBER)),
    lines=(Line(PAID, DUNE, 2), Line(CANCELED, EMMA, 1)),
    payments=(
        Payment(PAID, "captured", "USD", 1900, 1900, 0, False, False, None),
        Payment(CANCELED, "refunded", "JPY", 500, 500, 500, True, False, None),
        Payment(DECLINED, "declined", "USD", 950, 0, 0, False, False, None),
    ),
    charges=(
        Charge("pi_1", PAID, "succeeded", "USD", 1900, 0, 1900, 0),
        Charge("pi_2", CANCELED, "succeeded", "JPY", 500, 0, 500, 500),
        Charge("pi_3", DECLINED, "requires_payment_method", "USD", 950, 0, 0, 0),
    ),
    titles=(Copies(DUNE, "Dune", 3, 0, 2, 5), Copies(EMMA, "Emma", 1, 0, 0, 1)),
    movements=(Copies(DUNE, "Dune", 3, 0, 2, 5), Copies(EMMA, "Emma", 1, 0, 0, 1)),
    reservations=(
        Reservation(PAID, "confirmed", NOW + timedelta(minutes=15)),
        Reservation(CANCELED, "restocked", NOW + timedelta(minutes=15)),
        Reservation(DECLINED, "released", NOW + timedelta(minutes=15)),
    ),
    reserved=(Line(PAID, DUNE, 2), Line(CANCELED, EMMA, 1), Line(DECLINED, DUNE, 1)),
    quotes=(Quote(PAID, 1900, "USD"), Quote(CANCELED, 500, "JPY")),
    codes=(DiscountCode("SPRING", 1),),
    redemptions=(Redemption(PAID, "SPRING", "redeemed"), Redemption(DECLINED, "SPRING", "released")),
    posts=(
        Post(NUMBER, "confirmation", ADA, "sent", 1, None),
        Post(CANCELED_NUMBER, "confirmation", ADA, "sent", 1, None),
        Post(CANCELED_NUMBER, "cancellation", ADA, "sent", 1, None),
    ),
    mails=(
        Mail(NUMBER, "confirmation", (ADA,), f"Your order {NUMBER} is confirmed", 1900),
        Mail(CANCELED_NUMBER, "confirmation", (ADA,), f"Your order {CANCELED_NUMBER} is confirmed", 500),
        Mail(CANCELED_NUMBER, "cancellation", (ADA,), f"Your order {CANCELED_NUMBER} is canceled", 500),
    ),
    now=NOW,
)


def day(**changes: Any) -> Books:
    """The good day, but for these fields."""
    return replace(GOOD_DAY, **changes)


def but(rows: Sequence[Row], position: int, **changes: Any) -> tuple[Row, ...]:
    """The rows, one of them changed."""
    changed: Any = rows[position]
    return (*rows[:position], replace(changed, **changes), *rows[position + 1 :])


def without(rows: Sequence[Row], position: int) -> tuple[Row, ...]:
    """The rows, but for one."""
    return (*rows[:position], *rows[position + 1 :])
