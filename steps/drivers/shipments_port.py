"""The port of shipments, returns and exchanges: what happens to the copies of an order after it is paid."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from steps.drivers.checkout import PaymentChoice

Credentials = Mapping[str, str]


@dataclass(frozen=True)
class CameBack:
    """Copies of one title that came back: those that can be sold again, and those that cannot."""

    unharmed: int = 0
    damaged: int = 0


class ShipmentsPort(Protocol):
    """Parcels with copies of orders, what comes back of them, and what replaces it."""

    def ship(
        self, staff: Credentials, order_number: str, copies: Mapping[str, int], shipment_id: str
    ) -> None:
        """Copies (by SKU) of the order have left in one parcel, once for each `shipment_id`.

        Raises Refused: more-than-left, with the member `shippable`, the copies that are left to ship;
        not-shippable where the order is not paid, or is canceled, or where it is charged at shipment and
        nothing is held for it any more.
        """
        ...

    def paid_as_parcels_leave(self) -> PaymentChoice:
        """How a customer pays whose card is charged for each parcel when it leaves.

        The checkout refuses it for a cart with an e-book or a gift card: not-all-shipped. Until all has
        left, a refund is refused (not-refundable), but for copies that have not.
        """
        ...

    def take_back(
        self,
        staff: Credentials,
        order_number: str,
        copies: Mapping[str, CameBack],
        return_id: str,
        *,
        counted: bool = False,
    ) -> None:
        """Copies (by SKU) of the order came back together, once for each `return_id`.

        Unharmed ones are sold again; `counted`: a stock count has found them before. Raises Refused:
        more-than-shipped, with the member `returnable`, the copies that have left and have not come back.
        """
        ...

    def exchange(
        self, staff: Credentials, order_number: str, copies: Mapping[str, int], exchange_id: str
    ) -> str:
        """Copies (by SKU) of the order that came back are exchanged, once for each `exchange_id`.

        Returns how it stands: `asked` until inventory has answered, then `sold`, or `sold-out` where none is
        left; the same request says it again. No money moves. Raises Refused: more-than-came-back, with the
        member `exchangeable`, the copies that came back and were neither refunded nor exchanged.
        """
        ...
