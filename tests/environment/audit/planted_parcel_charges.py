"""Planted breaches of orders whose card is charged at shipment."""

from dataclasses import replace
from typing import Any

from environment.audit.breach import BreachKind
from environment.audit.facts.order_content import OrderContent, ParcelContent
from environment.audit.facts.snapshot import Snapshot
from environment.audit.invariants import parcel_charges

from .consistent_order import CONTENT, DUNE, NUMBER
from .consistent_snapshot import snapshot_with
from .planted_breach import PlantedBreach

_PARCEL = ParcelContent("parcel-1", CONTENT.address, {DUNE: 1}, "2027-01-02", 950, "charged")
_LAST = ParcelContent("parcel-2", CONTENT.address, {DUNE: 1}, "2027-01-03", 950, "charged")


def _order(*parcels: ParcelContent, **changes: Any) -> Snapshot:
    shipped = {"payment_method": "card_on_shipment", "shipments": parcels}
    return snapshot_with(order_contents=(OrderContent(**{**vars(CONTENT), **shipped, **changes}),))


PARCEL_CHARGES = [
    PlantedBreach(
        parcel_charges.parcels_charge_what_is_in_them,
        BreachKind.WRONG_AMOUNT,
        f"a parcel of order {NUMBER} charges $19.00, and its copies cost $9.50",
        _order(replace(_PARCEL, charge=1900), replace(_LAST, charge=950)),
    ),
    PlantedBreach(
        parcel_charges.parcels_charge_what_is_in_them,
        BreachKind.WRONG_AMOUNT,
        f"a parcel of order {NUMBER} charges $9.50, and its copies cost nothing",
        _order(_PARCEL, payment_method="card"),
    ),
    PlantedBreach(
        parcel_charges.parcels_are_charged,
        BreachKind.PAID_WITHOUT_MONEY,
        f"a parcel of order {NUMBER} left, and its $9.50 were not charged",
        _order(_PARCEL, replace(_LAST, charge_state="asked")),
    ),
    PlantedBreach(
        parcel_charges.parcels_are_charged,
        BreachKind.PAID_WITHOUT_MONEY,
        f"a parcel of order {NUMBER} left, and its $9.50 were not charged",
        _order(replace(_PARCEL, charge_state="refused")),
    ),
]
