"""Planted breaches of gift cards and store credit."""

from environment.audit import bills, gift_cards
from environment.audit.breach import BreachKind
from environment.audit.gift_card_rows import GiftCardRedemptionRow

from .consistent_order import NUMBER, PAID
from .consistent_snapshot import CONSISTENT, changed, snapshot_with
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
