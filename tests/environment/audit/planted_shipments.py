"""Planted breaches of shipments."""

from environment.audit import shipments
from environment.audit.breach import BreachKind
from environment.audit.shipment_rows import ShippedRow

from .consistent_order import DUNE, NUMBER, PAID
from .consistent_snapshot import CANCELED, CANCELED_NUMBER, EMMA, snapshot_with
from .planted_breach import PlantedBreach

SHIPMENTS = [
    PlantedBreach(
        shipments.no_more_is_shipped_than_was_bought,
        BreachKind.OVERSHIPPED,
        f'3 copies of "Dune" left the warehouse for order {NUMBER}, which was owed 2',
        snapshot_with(shipped_copies=(ShippedRow(PAID, DUNE, 3, 0),)),
    ),
    PlantedBreach(
        shipments.no_more_is_shipped_than_was_bought,
        BreachKind.OVERSHIPPED,
        f'2 copies of "Dune" left the warehouse for order {NUMBER}, which was owed 1',
        snapshot_with(shipped_copies=(ShippedRow(PAID, DUNE, 2, 1),)),
    ),
    PlantedBreach(
        shipments.only_active_orders_are_shipped,
        BreachKind.OVERSHIPPED,
        f"order {CANCELED_NUMBER} is canceled, but was shipped",
        snapshot_with(shipped_copies=(ShippedRow(CANCELED, EMMA, 1, 0),)),
    ),
]
