"""Titles, copies and prices: a product with one stock record, as the staff's forms have it."""

from __future__ import annotations

from dataclasses import dataclass

from oscar_adapter.accounts import Credentials, Visitors
from oscar_adapter.texts import alerts, decimal_text
from steps.drivers.adapter import AdapterContext
from steps.drivers.api import ServerFailed
from steps.drivers.inventory import Availability
from steps.drivers.pages import Page, text_of
from steps.vocabulary.money import Money

_FORM, _CREATE = "create_update_product_form", "/dashboard/catalogue/products/create/book/"
_IN_STOCK, _PRICE, _CURRENCY = (
    f"stockrecords-0-{name}" for name in ("num_in_stock", "price", "price_currency")
)


def product_id(context: AdapterContext, sku: str) -> str:
    """Oscar's id of a title that the scenario has put on sale."""
    return str(context.memory[f"product of {sku}"])


@dataclass(frozen=True)
class OscarStock:
    """Receives and counts copies."""

    visitors: Visitors

    def receive(self, staff: Credentials, sku: str, title: str, copies: int) -> None:
        """Create the product with its stock record."""
        kept, staff_browser = self.visitors.context.memory, self.visitors.staff()
        kept[f"sku of {title}"] = sku
        if f"product of {sku}" in kept:
            self.book(staff, sku, "", copies)
            return
        page = staff_browser.get(_CREATE)
        fields = {**page.form(_FORM), "title": title, "upc": sku, "is_public": "on", "action": "continue"}
        for name in ("productcategory_set-0-category", "stockrecords-0-partner"):
            fields[name] = page.options(name)[0]
        fields |= {"stockrecords-0-partner_sku": sku, _IN_STOCK: str(copies), _PRICE: "0", _CURRENCY: "USD"}
        made = staff_browser.post(_CREATE, fields)
        number = made.path.rstrip("/").rpartition("/")[2]
        if not number.isdecimal():
            raise ServerFailed(f'the product "{title}" could not be made: {alerts(made)}')
        kept[f"product of {sku}"] = number

    def book(self, staff: Credentials, sku: str, receipt_id: str, copies: int) -> None:
        """Without the receipt: Oscar knows no deliveries, and the staff sets the copies in stock."""
        fields, _ = self._record(sku)
        change(self.visitors, sku, **{_IN_STOCK: str(int(fields[_IN_STOCK]) + copies)})

    def count(self, staff: Credentials, sku: str, copies: int) -> Availability:
        """Set the copies in stock; those of orders that are not shipped yet are still there."""
        _, allocated = self._record(sku)
        change(self.visitors, sku, **{_IN_STOCK: str(copies + allocated)})
        return self.availability(staff, sku)

    def availability(self, staff: Credentials, sku: str) -> Availability:
        """Copies are allocated when an order is placed: here they count as sold."""
        fields, allocated = self._record(sku)
        left = int(fields[_IN_STOCK]) - allocated
        return Availability(left, 0, left)

    def _record(self, sku: str) -> tuple[dict[str, str], int]:
        """The fields of the product's form, and the copies that orders have taken."""
        page = _product(self.visitors, sku)
        row = next(
            row for row in page.tree.iter("tr") if row.find(f".//input[@name='{_IN_STOCK}']") is not None
        )
        allocated = text_of([cell for cell in row if cell.tag == "td"][3])
        return page.form(_FORM), int(allocated) if allocated.isdecimal() else 0


@dataclass(frozen=True)
class OscarPrices:
    """Sets prices; a title has one price, in one currency."""

    visitors: Visitors

    def set_price(self, staff: Credentials, sku: str, price: Money) -> None:
        """Set price and currency in the product's form."""
        change(self.visitors, sku, **{_PRICE: decimal_text(price), _CURRENCY: price.currency})

    def ship_free(self, staff: Credentials, country: str, currency: str) -> None:
        """Oscar's own way of shipping costs nothing."""


def change(visitors: Visitors, sku: str, **fields: str) -> None:
    """Save the product's form with these fields changed."""
    page = _product(visitors, sku)
    path = f"/dashboard/catalogue/products/{product_id(visitors.context, sku)}/"
    saved = visitors.staff().post(path, {**page.form(_FORM), **fields, "action": "continue"})
    if "error" in alerts(saved).lower():
        raise ServerFailed(f"the form of {sku} was not saved: {alerts(saved)}")


def _product(visitors: Visitors, sku: str) -> Page:
    return visitors.staff().get(f"/dashboard/catalogue/products/{product_id(visitors.context, sku)}/")
