"""The orders service, as the warehouse uses it, and the staff that exchanges copies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from steps.drivers.api import Api
from steps.drivers.checkout import PaymentChoice
from steps.drivers.shipments_port import CameBack


@dataclass(frozen=True)
class ShipmentsDriver:
    """Reports what has left the warehouse and came back to it, and exchanges that."""

    api: Api

    def ship(
        self, staff: Mapping[str, str], order_number: str, copies: Mapping[str, int], shipment_id: str
    ) -> None:
        """Copies (by SKU) of the order have left in one parcel, once for each id. Raises Refused."""
        lines = [{"sku": sku, "quantity": count} for sku, count in copies.items()]
        self.api.call("PUT", f"/orders/{order_number}/shipments/{shipment_id}", staff, {"lines": lines})

    def take_back(
        self,
        staff: Mapping[str, str],
        order_number: str,
        copies: Mapping[str, CameBack],
        return_id: str,
        *,
        counted: bool = False,
    ) -> None:
        """Copies (by SKU) of the order came back together, once for each id. Raises Refused."""
        lines = [{"sku": sku, **vars(each)} for sku, each in copies.items()]
        body = {"lines": lines, "counted": counted}
        self.api.call("PUT", f"/orders/{order_number}/returns/{return_id}", staff, body)

    def exchange(
        self, staff: Mapping[str, str], order_number: str, copies: Mapping[str, int], exchange_id: str
    ) -> str:
        """Copies (by SKU) that came back are exchanged, once for each id: how it stands. Raises Refused."""
        lines = [{"sku": sku, "quantity": count} for sku, count in copies.items()]
        path = f"/orders/{order_number}/exchanges/{exchange_id}"
        return str(self.api.call("PUT", path, staff, {"lines": lines})["state"])

    def paid_as_parcels_leave(self) -> PaymentChoice:
        """By a card that is charged for each parcel when it leaves."""
        return PaymentChoice("card_on_shipment")
