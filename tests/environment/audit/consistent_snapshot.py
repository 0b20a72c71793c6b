"""A snapshot without a breach: a paid order, a canceled order and a declined checkout."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from environment.audit.facts.discount_code_rows import DiscountCodeRow, RedemptionRow
from environment.audit.facts.gift_card_rows import GiftCardRedemptionRow, GiftCardRow
from environment.audit.facts.mail_rows import OutgoingMailRow, ReceivedMailRow
from environment.audit.facts.order_content import QuoteRow
from environment.audit.facts.snapshot import (
    AnnouncedOrder,
    CartRow,
    ChargeRow,
    CheckoutRow,
    LineRow,
    OrderRow,
    PaymentRow,
    Snapshot,
)
from environment.audit.facts.stock_rows import ReservationRow, StockRow

from .consistent_order import BILL, CONTENT, DUNE, LETTER, NUMBER, PAID

NOW = datetime(2026, 1, 31, 10, 0, tzinfo=UTC)
CANCELED, DECLINED = "checkout-canceled", "checkout-declined"
CANCELED_NUMBER = "BK-CANC-0002"
EMMA = "9780141439587"
ADA = "ada@readers.example"

Row = TypeVar("Row")

CONSISTENT = Snapshot(
    checkouts=(
        CheckoutRow(PAID, "cart-1", "completed", "close-cart", 0, True, NUMBER, 1900, "USD"),
        CheckoutRow(CANCELED, "cart-2", "completed", "close-cart", 0, True, CANCELED_NUMBER, 500, "JPY"),
        CheckoutRow(DECLINED, "cart-3", "refused", "authorize", 0, True, None, 950, "USD"),
    ),
    carts=(CartRow("cart-1", "closed"), CartRow("cart-2", "closed"), CartRow("cart-3", "open")),
    orders=(
        OrderRow(PAID, NUMBER, "paid", ADA, "USD", 1900, True, None, ("SPRING",)),
        OrderRow(CANCELED, CANCELED_NUMBER, "canceled", ADA, "JPY", 500, True, None, ()),
    ),
    announced_orders=(AnnouncedOrder(PAID, NUMBER), AnnouncedOrder(CANCELED, CANCELED_NUMBER)),
    order_contents=(CONTENT,),
    order_lines=(LineRow(PAID, DUNE, 2), LineRow(CANCELED, EMMA, 1)),
    payments=(
        PaymentRow(PAID, "captured", "USD", 1900, 1900, 0, False, False, None),
        PaymentRow(CANCELED, "refunded", "JPY", 500, 500, 500, True, False, None),
        PaymentRow(DECLINED, "declined", "USD", 950, 0, 0, False, False, None),
    ),
    charges=(
        ChargeRow("pi_1", PAID, "succeeded", "USD", 1900, 0, 1900, 0),
        ChargeRow("pi_2", CANCELED, "succeeded", "JPY", 500, 0, 500, 500),
        ChargeRow("pi_3", DECLINED, "requires_payment_method", "USD", 950, 0, 0, 0),
    ),
    gift_cards=(
        GiftCardRow("gift-card-1", "USD", 500, issued=700, redeemed=500, released=200, refunded=100),
    ),
    gift_card_redemptions=(GiftCardRedemptionRow(DECLINED, "USD", 950, redeemed=200, released=200),),
    titles=(StockRow(DUNE, "Dune", 3, 0, 2, 5), StockRow(EMMA, "Emma", 1, 0, 0, 1)),
    movements=(StockRow(DUNE, "Dune", 3, 0, 2, 5), StockRow(EMMA, "Emma", 1, 0, 0, 1)),
    reservations=(
        ReservationRow(PAID, "confirmed", NOW + timedelta(minutes=15)),
        ReservationRow(CANCELED, "restocked", NOW + timedelta(minutes=15)),
        ReservationRow(DECLINED, "released", NOW + timedelta(minutes=15)),
    ),
    reservation_lines=(LineRow(PAID, DUNE, 2), LineRow(CANCELED, EMMA, 1), LineRow(DECLINED, DUNE, 1)),
    quotes=(QuoteRow(PAID, 1900, "USD", BILL), QuoteRow(CANCELED, 500, "JPY")),
    codes=(DiscountCodeRow("SPRING", 1),),
    redemptions=(RedemptionRow(PAID, "SPRING", "redeemed"), RedemptionRow(DECLINED, "SPRING", "released")),
    outgoing_mails=(
        OutgoingMailRow(NUMBER, "confirmation", ADA, "sent", 1, None),
        OutgoingMailRow(CANCELED_NUMBER, "confirmation", ADA, "sent", 1, None),
        OutgoingMailRow(CANCELED_NUMBER, "cancellation", ADA, "sent", 1, None),
    ),
    mails=(
        ReceivedMailRow(NUMBER, "confirmation", (ADA,), f"Your order {NUMBER} is confirmed", 1900),
        ReceivedMailRow(
            CANCELED_NUMBER, "confirmation", (ADA,), f"Your order {CANCELED_NUMBER} is confirmed", 500
        ),
        ReceivedMailRow(
            CANCELED_NUMBER, "cancellation", (ADA,), f"Your order {CANCELED_NUMBER} is canceled", 500
        ),
    ),
    letters=(LETTER,),
    now=NOW,
)


def snapshot_with(**changes: Any) -> Snapshot:
    """The consistent snapshot with other values in these fields."""
    return replace(CONSISTENT, **changes)


def changed(rows: Sequence[Row], position: int, **changes: Any) -> tuple[Row, ...]:
    """The rows, with other values in one of them."""
    row: Any = rows[position]
    return (*rows[:position], replace(row, **changes), *rows[position + 1 :])


def without(rows: Sequence[Row], position: int) -> tuple[Row, ...]:
    """The rows without one of them."""
    return (*rows[:position], *rows[position + 1 :])
