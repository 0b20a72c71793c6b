"""Orders whose card is charged at shipment: each parcel charges what is in it, and none leaves unpaid."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from environment.audit.breach import AuditBreach, BreachKind, EvidenceTable
from environment.audit.facts.order_content import OrderContent, ParcelContent
from environment.audit.facts.snapshot import Snapshot
from environment.audit.invariants.sentences import money, rows_of
from environment.reckoning.parcels import charges_of_parcels
from environment.reckoning.refund import PAYMENT, ReckonedRefund

ON_SHIPMENT = "card_on_shipment"
_SHIPPED = ("staff -> orders: shipment",)
_CHARGED = ("orders -> payments: capture of a parcel", "payments -> gateway: capture")


def parcels_charge_what_is_in_them(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """Each parcel charges what its copies cost, by record 52; the parcels of other orders charge nothing."""
    for order in snapshot.order_contents:
        for parcel, due in zip(order.shipments, _reckoned(order), strict=True):
            if parcel.charge != due:
                said, owed = (_said(order, each) for each in (parcel.charge, due))
                sentence = f"a parcel of order {order.number} charges {said}, and its copies cost {owed}"
                yield _breach(snapshot, order, BreachKind.WRONG_AMOUNT, sentence, _SHIPPED)


def parcels_are_charged(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """What left was charged, or the order is marked for the staff, who have to find another way."""
    for order in snapshot.order_contents:
        for parcel in order.shipments:
            if parcel.charge_state in (None, "charged") or (parcel.charge_state == "refused" and order.flag):
                continue
            said = _said(order, parcel.charge)
            sentence = f"a parcel of order {order.number} left, and its {said} were not charged"
            yield _breach(snapshot, order, BreachKind.PAID_WITHOUT_MONEY, sentence, _CHARGED)


def waits_for_parcels(snapshot: Snapshot, checkout_id: str | None) -> bool:
    """Whether copies of the order have yet to leave, so that its card may be held for them."""
    active = {order.checkout_id for order in snapshot.orders if order.is_active}
    return any(
        order.checkout_id == checkout_id and order.checkout_id in active and bool(_left(order))
        for order in snapshot.order_contents
        if order.payment_method == ON_SHIPMENT
    )


def _left(order: OrderContent) -> Counter[str]:
    """The copies that have neither left nor been refunded."""
    left = Counter({line.sku: line.quantity for line in order.bill.lines})
    for parcel in order.shipments:
        left.subtract(parcel.copies)
    for refund in order.refunds:
        if refund.state != "failed":
            left.subtract({share.part: share.quantity for share in refund.shares})
    return +left


def _reckoned(order: OrderContent) -> list[int] | list[None]:
    if order.payment_method != ON_SHIPMENT:
        return [None] * len(order.shipments)
    # what is paid out was charged before: it changes nothing of a parcel
    never = [each for each in order.refunds if each.destination != PAYMENT and each.state != "failed"]
    departures: list[ParcelContent | ReckonedRefund] = [*order.shipments, *never]
    departures.sort(key=lambda each: each.at)
    listed = [each.copies if isinstance(each, ParcelContent) else each for each in departures]
    return charges_of_parcels(order.bill, order.redeemed, listed)


def _said(order: OrderContent, amount: int | None) -> str:
    return "nothing" if amount is None else money(amount, order.bill.currency)


def _breach(
    snapshot: Snapshot, order: OrderContent, kind: BreachKind, sentence: str, links: tuple[str, ...]
) -> AuditBreach:
    rows = [(each.shipment_id, dict(each.copies), each.charge, each.charge_state) for each in order.shipments]
    table = EvidenceTable("parcels", ("parcel", "copies", "charge", "state"), tuple(rows))
    return AuditBreach(kind, sentence, (*rows_of(snapshot, order.checkout_id), table), links=links)
