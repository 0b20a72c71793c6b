"""Planted breaches of shipments."""

from dataclasses import replace

from environment.audit.breach import BreachKind
from environment.audit.facts.order_content import FormerAddresses, ParcelContent
from environment.audit.facts.shipment_rows import ExchangedRow, ReturnedRow, ShippedRow
from environment.audit.invariants import exchanges, returns, shipments

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
    PlantedBreach(
        returns.no_more_comes_back_than_has_left,
        BreachKind.OVERRETURNED,
        f'2 copies of "Dune" came back of order {NUMBER}, of which 1 had left',
        snapshot_with(
            shipped_copies=(ShippedRow(PAID, DUNE, 1, 0),), came_back=(ReturnedRow(PAID, DUNE, 1, 1),)
        ),
    ),
    PlantedBreach(
        returns.the_shelf_has_what_came_back,
        BreachKind.RETURN_MISCOUNTED,
        f'inventory has taken back 0 copies of "Dune" of order {NUMBER}, of which 1 came back unharmed',
        snapshot_with(came_back=(ReturnedRow(PAID, DUNE, 1, 0),)),
    ),
    PlantedBreach(
        exchanges.no_more_is_exchanged_than_came_back,
        BreachKind.OVEREXCHANGED,
        f'order {NUMBER} has exchanged 2 copies of "Dune" and refunded 0, of which 1 came back',
        snapshot_with(
            came_back=(ReturnedRow(PAID, DUNE, 0, 1),), exchanged=(ExchangedRow(PAID, DUNE, 2, 2, 0),)
        ),
    ),
    PlantedBreach(
        exchanges.no_more_replaces_than_was_exchanged,
        BreachKind.OVERSHIPPED,
        f'1 copy of "Dune" left in exchange for order {NUMBER}, for which 0 were sold',
        snapshot_with(
            shipped_copies=(ShippedRow(PAID, DUNE, 2, 0, 1),), exchanged=(ExchangedRow(PAID, DUNE, 1, 0, 0),)
        ),
    ),
    PlantedBreach(
        exchanges.inventory_has_sold_what_was_exchanged,
        BreachKind.EXCHANGE_MISCOUNTED,
        f'inventory has sold 0 copies of "Dune" in exchange for order {NUMBER}, which has exchanged 1',
        snapshot_with(exchanged=(ExchangedRow(PAID, DUNE, 1, 1, 0),)),
    ),
]
