"""What was bought, without I/O: the lines and the totals of an order, its buyer and its addresses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bookstore.orders.errors import TotalsDoNotAddUp
from bookstore.platform.money import Currency
from bookstore.platform.schemas import PaymentMethodKind, TaxMode
from bookstore.platform.title_kinds import TitleKind


@dataclass(frozen=True)
class OrderLine:
    """One title and its price, in minor units of the order's currency."""

    sku: str
    title: str
    quantity: int
    unit_price: int
    line_total: int
    discount: int
    tax: int
    kind: TitleKind = TitleKind.PRINTED
    tax_mode: TaxMode = TaxMode.ADDED


@dataclass(frozen=True)
class Totals:
    """The totals of an order, in minor units of one currency.

    `tax_mode` is that of the tax on shipping; each line has its own.
    """

    currency: Currency
    subtotal: int
    discount: int
    shipping: int
    tax: int
    tax_mode: TaxMode
    grand_total: int

    def check(self, lines: tuple[OrderLine, ...]) -> None:
        """Raises TotalsDoNotAddUp where the parts do not sum to the whole."""
        added = sum(line.tax for line in lines if line.tax_mode is TaxMode.ADDED)
        if self.tax_mode is TaxMode.ADDED:
            added += self.tax - sum(line.tax for line in lines)
        sums = {
            "subtotal": (self.subtotal, sum(line.line_total for line in lines)),
            "discount": (self.discount, sum(line.discount for line in lines)),
            "grand_total": (self.grand_total, self.subtotal - self.discount + self.shipping + added),
        }
        for name, (stated, summed) in sums.items():
            if stated != summed:
                raise TotalsDoNotAddUp(f"{name} is {stated}, but its parts sum to {summed}")
        for line in lines:
            if line.discount > line.line_total:
                raise TotalsDoNotAddUp(f"the discount on {line.sku} is larger than its line total")


@dataclass(frozen=True)
class TransferTerms:
    """The account of the shop, what the customer writes on the transfer, and until when it must be booked."""

    account: str
    reference: str
    due_at: datetime

    @classmethod
    def stored(cls, row: Any) -> TransferTerms | None:
        """From the columns of an order; None where it is not paid by transfer."""
        if row["transfer_reference"] is None:
            return None
        return cls(**{name: row[f"transfer_{name}"] for name in cls.__dataclass_fields__})


@dataclass(frozen=True)
class Purchase:
    """What was bought, by whom, where it is shipped, and to whom it is billed: None is the same address.

    `redeemed`: what gift cards and store credit have given of the grand total, in minor units. Without a
    `shipping_method` nothing of it is shipped.
    """

    customer_id: str | None
    guest_token_hash: str | None
    email: str
    locale: str
    ship_to: Mapping[str, Any]
    shipping_method: str | None
    lines: tuple[OrderLine, ...]
    totals: Totals
    discount_codes: tuple[str, ...]
    payment_method: str
    bill_to: Mapping[str, Any] | None = None
    redeemed: int = 0
    transfer: TransferTerms | None = None

    @property
    def on_invoice(self) -> bool:
        """Whether its copies are sold before it is paid."""
        return self.payment_method == PaymentMethodKind.INVOICE

    @property
    def to_pay(self) -> int:
        """What is left of the grand total for the payment, in minor units."""
        return self.totals.grand_total - self.redeemed

    @property
    def on_shipment(self) -> bool:
        """Whether its card is charged for each parcel when it leaves."""
        return self.payment_method == PaymentMethodKind.CARD_ON_SHIPMENT

    @property
    def due_at_once(self) -> int:
        """What its payment must have captured before the order is paid, in minor units."""
        return 0 if self.on_shipment else self.to_pay
