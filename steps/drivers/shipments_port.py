"""The port of shipments: what the warehouse does with an order after it is paid."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

Credentials = Mapping[str, str]


class ShipmentsPort(Protocol):
    """Parcels with copies of orders."""

    def ship(
        self, staff: Credentials, order_number: str, copies: Mapping[str, int], shipment_id: str
    ) -> None:
        """Copies (by SKU) of the order have left in one parcel, once for each `shipment_id`.

        Raises Refused: more-than-left, with the member `shippable`, the copies that are left to ship;
        not-shippable where the order is not paid, or is canceled.
        """
        ...
