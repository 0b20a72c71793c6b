"""A shipment: copies of an order that have left the warehouse in one parcel."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
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

    `replacing`: how many of the copies were sold in exchange for some that came back.
    """

    shipment_id: UUID
    copies: Mapping[str, int]
    ship_to: Mapping[str, Any]
    shipped_at: datetime
    charge: int | None = None
    charge_state: ParcelChargeState | None = None
    last: bool = False
    replacing: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_charging(self) -> bool:
        """Whether the charge is asked for, and its outcome not known yet."""
        return self.charge_state is ParcelChargeState.REQUESTED

    @property
    def is_charged(self) -> bool:
        """Whether the card was charged for it."""
        return self.charge_state is ParcelChargeState.CHARGED


def sent_at_first(shipments: Iterable[OrderShipment]) -> Counter[str]:
    """How many copies of each title have left that replace no others, by SKU."""
    found: Counter[str] = Counter()
    for one in shipments:
        found.update(one.copies)
        found.subtract(one.replacing)
    return found


def sent_as_replacement(shipments: Iterable[OrderShipment]) -> Counter[str]:
    """How many copies of each title have left in exchange for others, by SKU."""
    found: Counter[str] = Counter()
    for one in shipments:
        found.update(one.replacing)
    return found
