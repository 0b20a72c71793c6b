"""A shipment: copies of an order that have left the warehouse in one parcel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID


class ParcelChargeState(StrEnum):
    """The states of what the card is charged for a parcel: requested, charged, or permanently refused."""

    REQUESTED = "asked"
    CHARGED = "charged"
    REFUSED = "refused"


@dataclass(frozen=True)
class OrderShipment:
    """The copies of one parcel by SKU, and the address that it was sent to.

    Of an order whose card is charged at shipment, `charge` is what the card is charged for the parcel, in
    minor units, and `last` whether nothing is left to ship after it. It is None for every other order.
    """

    shipment_id: UUID
    copies: Mapping[str, int]
    ship_to: Mapping[str, Any]
    shipped_at: datetime
    charge: int | None = None
    charge_state: ParcelChargeState | None = None
    last: bool = False

    @property
    def is_charging(self) -> bool:
        """Whether the charge is asked for, and its outcome not known yet."""
        return self.charge_state is ParcelChargeState.REQUESTED

    @property
    def is_charged(self) -> bool:
        """Whether the card was charged for it."""
        return self.charge_state is ParcelChargeState.CHARGED
