"""Planted breaches of shipments."""

from dataclasses import replace

from environment.audit import shipments
from environment.audit.breach import BreachKind
from environment.audit.order_content import FormerAddresses, ParcelContent
from environment.audit.shipment_rows import ShippedRow

from .consistent_order import ADDRESS, CONTENT, DUNE, NUMBER, PAID
from .consistent_snapshot import CANCELED, CANCELED_NUMBER, EMMA, snapshot_with
from .planted_breach import PlantedBreach

_ABROAD = tuple({**ADDRESS, "country": "CA"}.items())
_FORMER = FormerAddresses(_ABROAD, ())
_MISDIRECTED = ParcelContent("parcel-1", _ABROAD, {DUNE: 1})

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
    PlantedBreach(
        shipments.parcels_go_where_the_order_says,
        BreachKind.MISDIRECTED,
        f"a parcel of order {NUMBER} went to another address than that of the order",
        snapshot_with(order_contents=(replace(CONTENT, shipments=(_MISDIRECTED,)),)),
    ),
    PlantedBreach(
        shipments.orders_stay_in_the_place_of_their_price,
        BreachKind.MISDIRECTED,
        f"order {NUMBER} was priced for one country, and is sent to another",
        snapshot_with(order_contents=(replace(CONTENT, former=(_FORMER,)),)),
    ),
]
