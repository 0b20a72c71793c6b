"""A shipment: copies of an order that have left the warehouse in one parcel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True)
class OrderShipment:
    """The copies of one parcel by SKU, and the address that it was sent to."""

    shipment_id: UUID
    copies: Mapping[str, int]
    ship_to: Mapping[str, Any]
    shipped_at: datetime
