"""Planted breaches of gift cards and store credit."""

from dataclasses import replace

from environment.audit.breach import BreachKind
from environment.audit.facts.gift_card_rows import GiftCardRedemptionRow, SoldGiftCardRow
from environment.audit.invariants import bills, gift_cards, sold_gift_cards
from environment.reckoning.refund import ReckonedRefund, RefundShare

from .consistent_order import BILL, CONTENT, DUNE, LINE, NUMBER, PAID
from .consistent_snapshot import CANCELED, CANCELED_NUMBER, CONSISTENT, changed, snapshot_with
from .planted_breach import PlantedBreach

_FOR_THE_ORDER = GiftCardRedemptionRow(PAID, "USD", 1900, redeemed=500)

GIFT_CARDS = [
    PlantedBreach(
        gift_cards.balances_follow_movements,
        BreachKind.GIFT_CARD_MISCOUNTED,
        "a gift card has a balance of $6.00, but $5.00 is left of it",
        snapshot_with(gift_cards=changed(CONSISTENT.gift_cards, 0, balance=600)),
    ),
    PlantedBreach(
        gift_cards.balances_follow_movements,
        BreachKind.GIFT_CARD_MISCOUNTED,
        "a gift card of $7.00 has $8.00 left",
        snapshot_with(gift_cards=changed(CONSISTENT.gift_cards, 0, balance=800, released=500)),
    ),
    PlantedBreach(
        gift_cards.balances_follow_movements,
        BreachKind.GIFT_CARD_MISCOUNTED,
        "a gift card of $7.00 has $-1.00 left",
        snapshot_with(gift_cards=changed(CONSISTENT.gift_cards, 0, balance=-100, redeemed=1100)),
    ),
    PlantedBreach(
        gift_cards.redemptions_pay_orders,
        BreachKind.GIFT_CARD_NOT_RELEASED,
        "$2.00 of gift cards was not given back for a checkout without an order, which is not active",
        snapshot_with(gift_card_redemptions=changed(CONSISTENT.gift_card_redemptions, 0, released=0)),
    ),
    PlantedBreach(
        gift_cards.redemptions_pay_orders,
        BreachKind.GIFT_CARD_MISCOUNTED,
        f"order {NUMBER} counts $0.00 of gift cards, but they have given $5.00",
        snapshot_with(gift_card_redemptions=(*CONSISTENT.gift_card_redemptions, _FOR_THE_ORDER)),
    ),
    PlantedBreach(
        gift_cards.redemptions_pay_orders,
        BreachKind.GIFT_CARD_MISCOUNTED,
        f"order {NUMBER} counts $5.00 of gift cards, but they have given $0.00",
        snapshot_with(orders=changed(CONSISTENT.orders, 0, redeemed=500)),
    ),
    PlantedBreach(
        gift_cards.redemptions_stay_within_totals,
        BreachKind.WRONG_AMOUNT,
        f"gift cards gave $5.00 of $20.00 for order {NUMBER}, which costs $19.00",
        snapshot_with(
            gift_card_redemptions=(
                *CONSISTENT.gift_card_redemptions,
                GiftCardRedemptionRow(PAID, "USD", 2000, redeemed=500),
            )
        ),
    ),
    PlantedBreach(
        bills.payments_follow_their_quotes,
        BreachKind.WRONG_BILL,
        f"payments was asked for $19.00 for order {NUMBER}, but its binding quote is $19.00, "
        "of which gift cards gave $5.00",
        snapshot_with(
            charges=changed(CONSISTENT.charges, 0, amount=1400),
            gift_card_redemptions=(*CONSISTENT.gift_card_redemptions, _FOR_THE_ORDER),
        ),
    ),
]

_OF_CARDS = replace(CONTENT, bill=replace(BILL, lines=(replace(LINE, kind="gift_card"),)))
_SOLD = SoldGiftCardRow(PAID, DUNE, 1, "USD", 1000, "hash")
_ONE_BACK = ReckonedRefund("refund-1", 1000, "refunded", (RefundShare(DUNE, 1000, 0, 0, 1),))
SOLD_GIFT_CARDS = [
    PlantedBreach(
        sold_gift_cards.paid_gift_cards_are_issued,
        BreachKind.GIFT_CARD_NOT_ISSUED,
        f"order {NUMBER} has paid for 2 of $20.00 as gift cards, and has 1 of $10.00",
        snapshot_with(order_contents=(_OF_CARDS,), sold_gift_cards=(_SOLD,)),
    ),
    PlantedBreach(
        sold_gift_cards.paid_gift_cards_are_issued,
        BreachKind.GIFT_CARD_NOT_ISSUED,
        f"order {NUMBER} has paid for 2 of $20.00 as gift cards, and has 2 of $21.00",
        snapshot_with(
            order_contents=(_OF_CARDS,), sold_gift_cards=(_SOLD, replace(_SOLD, number=2, amount=1100))
        ),
    ),
    PlantedBreach(
        sold_gift_cards.paid_gift_cards_are_issued,
        BreachKind.GIFT_CARD_NOT_ISSUED,
        f"order {NUMBER} has paid for 0 of $0.00 as gift cards, and has 1 of $10.00",
        snapshot_with(sold_gift_cards=(_SOLD,)),
    ),
    PlantedBreach(
        sold_gift_cards.only_paid_orders_have_gift_cards,
        BreachKind.GIFT_CARD_NOT_PAID,
        f"order {CANCELED_NUMBER} is not active, and has 1 gift cards that can be spent",
        snapshot_with(sold_gift_cards=(replace(_SOLD, checkout_id=CANCELED),)),
    ),
    PlantedBreach(
        sold_gift_cards.refunded_gift_cards_are_taken_back,
        BreachKind.GIFT_CARD_NOT_PAID,
        f"order {NUMBER} was paid back 1 gift cards, of which 0 are void",
        snapshot_with(
            order_contents=(replace(_OF_CARDS, refunds=(_ONE_BACK,)),),
            sold_gift_cards=(_SOLD, replace(_SOLD, number=2)),
        ),
    ),
    PlantedBreach(
        sold_gift_cards.refunded_gift_cards_are_taken_back,
        BreachKind.GIFT_CARD_NOT_PAID,
        f"order {NUMBER} was paid back 1 gift cards, of which 2 are void",
        snapshot_with(
            order_contents=(replace(_OF_CARDS, refunds=(_ONE_BACK,)),),
            sold_gift_cards=tuple(
                replace(_SOLD, number=number, is_void=True, taken_back_by="refund-1") for number in (1, 2)
            ),
        ),
    ),
    PlantedBreach(
        sold_gift_cards.only_paid_orders_have_gift_cards,
        BreachKind.GIFT_CARD_NOT_PAID,
        f"order {NUMBER} has bought gift cards with gift cards",
        snapshot_with(
            order_contents=(replace(_OF_CARDS, redeemed=500),),
            sold_gift_cards=(_SOLD, replace(_SOLD, number=2)),
        ),
    ),
]
