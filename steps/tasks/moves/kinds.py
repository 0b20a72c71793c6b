"""The kinds of objects that have a table of moves in features/access/states."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from steps.tasks.moves.carts import CART
from steps.tasks.moves.checkouts import CHECKOUT
from steps.tasks.moves.gift_card_sales import GIFT_CARD_SALE
from steps.tasks.moves.machine import Machine
from steps.tasks.moves.mails import MAIL
from steps.tasks.moves.orders import ORDER
from steps.tasks.moves.payments import PAYMENT
from steps.tasks.moves.payments_in_parts import PAYMENT_IN_PARTS
from steps.tasks.moves.purchases import RESERVATION
from steps.tasks.moves.quotes import DISCOUNT_CODE, QUOTE
from steps.tasks.moves.redemptions import REDEMPTION
from steps.tasks.moves.titles import TITLE
from steps.tasks.moves.transfers import TRANSFER

MACHINES: Mapping[str, Machine[Any]] = {
    "cart": CART,
    "title": TITLE,
    "reservation": RESERVATION,
    "quote": QUOTE,
    "discount code": DISCOUNT_CODE,
    "payment": PAYMENT,
    "payment in parts": PAYMENT_IN_PARTS,
    "redemption": REDEMPTION,
    "gift card sale": GIFT_CARD_SALE,
    "transfer": TRANSFER,
    "order": ORDER,
    "checkout": CHECKOUT,
    "mail": MAIL,
}
