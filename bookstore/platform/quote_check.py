"""Checks that a quote from pricing is complete and adds up, before it is shown or charged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Protocol

from pydantic import Field

from bookstore.platform.http import OutcomeUnknown
from bookstore.platform.money import Currency

# strict: a value that is no integer must not become an amount
Amount = Annotated[int, Field(ge=0, strict=True)]
CopyCount = Annotated[int, Field(ge=1, strict=True)]

# Minor units by which a line total may differ from its copies: amounts in KWD end in 0 (docs/adr/0005).
_ROUNDED_BY: Mapping[Currency, int] = {Currency.KWD: 5}


class QuotedLine(Protocol):
    """A line of a quote, as a reader of quotes declares it; amounts in minor units."""

    sku: str
    quantity: int
    unit_price: int
    line_total: int
    discount: int
    tax: int

    @property
    def tax_mode(self) -> str:
        """ "added" or "included"."""
        ...


class QuotedTotals(Protocol):
    """The quote. `lines` is a property, so that each reader can declare lines of its own type."""

    currency: Currency
    subtotal: int
    discount: int
    shipping: int
    tax: int
    grand_total: int

    @property
    def tax_mode(self) -> str:
        """That of the tax on shipping."""
        ...

    @property
    def lines(self) -> Sequence[QuotedLine]:
        """The priced lines."""
        ...


def check_quote(
    arrow: str, quote: QuotedTotals, currency: Currency, copies: Sequence[tuple[str, int]]
) -> None:
    """Raises OutcomeUnknown with the reason, unless the quote is for these (SKU, copies) and adds up."""
    for wrong in _what_is_wrong(quote, currency, copies):
        raise OutcomeUnknown(f"{arrow}: the quote is not valid: {wrong}")


def _what_is_wrong(
    quote: QuotedTotals, currency: Currency, copies: Sequence[tuple[str, int]]
) -> Iterator[str]:
    lines = quote.lines
    if quote.currency is not currency:
        yield f"it is in {quote.currency}, asked for in {currency}"
    if [(line.sku, line.quantity) for line in lines] != list(copies):
        yield "its lines are not those asked for"
    for line in lines:
        yield from _wrong_with_line(line, _ROUNDED_BY.get(currency, 0))
    added = sum(line.tax for line in lines if line.tax_mode == "added")
    if quote.tax_mode == "added":
        added += quote.tax - sum(line.tax for line in lines)
    sums = {
        "subtotal": (quote.subtotal, sum(line.line_total for line in lines)),
        "discount": (quote.discount, sum(line.discount for line in lines)),
        "grand_total": (quote.grand_total, quote.subtotal - quote.discount + quote.shipping + added),
    }
    for name, (said, summed) in sums.items():
        if said != summed:
            yield f"its {name} is {said}, the parts sum to {summed}"


def _wrong_with_line(line: QuotedLine, rounded_by: int) -> Iterator[str]:
    copies = line.unit_price * line.quantity
    if abs(line.line_total - copies) > rounded_by:
        yield f"the line total of {line.sku} is {line.line_total}, its copies are {copies}"
    if line.discount > line.line_total:
        yield f"the discount on {line.sku} is larger than its line total"
