"""What each parcel charges of an order whose card is charged at shipment, reckoned again from record 52."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from environment.reckoning.bill import Bill
from environment.reckoning.refund import (
    GIFT_CARDS,
    SHIPPING,
    ReckonedRefund,
    RefundShare,
    of_copies,
    parts_of,
)

Parcel = Mapping[str, int]
"""The copies in a parcel, by SKU."""


def charges_of_parcels(bill: Bill, redeemed: int, departures: Sequence[Parcel | ReckonedRefund]) -> list[int]:
    """What the card is charged for each parcel, in minor units.

    `departures`: the parcels, and the refunds of copies that never leave, in the order of their time. Gift
    cards pay first; what goes back to them is paid by the card.
    """
    gone, given, charges = Counter[str](), redeemed, list[int]()
    for departure in departures:
        if isinstance(departure, ReckonedRefund):
            given -= departure.amount if departure.destination == GIFT_CARDS else 0
            continue
        gone.update(departure)
        charges.append(max(0, _cost_of(bill, gone) - given) - sum(charges))
    return charges


def _cost_of(bill: Bill, gone: Mapping[str, int]) -> int:
    """What these copies cost, the last ones of each line, with shipping."""
    whole = {part.part: part for part in parts_of(bill)}
    cost = whole[SHIPPING].amount(bill.tax_mode)
    for sku, count in gone.items():
        last = of_copies(bill, RefundShare(sku, 0, 0, 0, count), whole[sku].quantity - count)
        cost += last.amount(bill.mode_of(sku)) if last else 0
    return cost
