"""The request and response bodies of shipments."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from bookstore.orders.purchase import Purchase
from bookstore.orders.shipments.shipment import OrderShipment, ParcelChargeState
from bookstore.platform.schemas import (
    EACH_TITLE_ONCE,
    MOST_TITLES,
    MinorUnits,
    Quantity,
    ReplyBody,
    RequestBody,
    TitleQuantity,
)


class ShipmentReport(RequestBody):
    """The copies of an order that are in one parcel."""

    lines: Annotated[tuple[TitleQuantity, ...], Field(min_length=1, max_length=MOST_TITLES), EACH_TITLE_ONCE]

    def copies(self) -> Mapping[str, int]:
        """The copies by SKU."""
        return {line.sku: line.quantity for line in self.lines}


class ShippedLine(ReplyBody):
    """A number of copies of one title in a parcel."""

    sku: str
    title: str
    quantity: Quantity


class ShipmentView(ReplyBody):
    """A parcel with copies of the order, as staff and customers see it.

    `charge` is what the card is charged for it, in minor units, and null where that is not at shipment.
    """

    shipment_id: UUID
    shipped_at: datetime
    lines: tuple[ShippedLine, ...]
    charge: MinorUnits | None
    charge_state: ParcelChargeState | None

    @classmethod
    def of(cls, shipment: OrderShipment, purchase: Purchase) -> ShipmentView:
        """The shipment with the titles of the order, in the order of its lines."""
        lines = tuple(
            ShippedLine(sku=line.sku, title=line.title, quantity=shipment.copies[line.sku])
            for line in purchase.lines
            if line.sku in shipment.copies
        )
        return cls(
            shipment_id=shipment.shipment_id,
            shipped_at=shipment.shipped_at,
            lines=lines,
            charge=shipment.charge,
            charge_state=shipment.charge_state,
        )
