"""What pricing answered is a quote for what it was asked, and adds up: nobody is charged for another."""

from __future__ import annotations

from collections.abc import Iterator

from bookstore.checkout.messages import AskQuote, Quote, QuoteLine
from bookstore.platform.http import Answer, OutcomeUnknown
from bookstore.platform.money import Currency

# Minor units by which a line total may differ from its copies: amounts in KWD end in 0 (docs/adr/0005).
_ROUNDED_BY = {Currency.KWD: 5}


def read_quote(answer: Answer, asked: AskQuote) -> Quote:
    """The quote in the answer. Raises OutcomeUnknown where it is none, naming what is wrong with it."""
    quote = answer.read(Quote)
    for wrong in _what_is_wrong(quote, asked):
        raise OutcomeUnknown(f"{answer.arrow}: the quote is not to be believed: {wrong}")
    return quote


def _what_is_wrong(quote: Quote, asked: AskQuote) -> Iterator[str]:
    lines = quote.lines
    if quote.currency is not asked.currency:
        yield f"it is in {quote.currency}, asked for in {asked.currency}"
    if [(line.sku, line.quantity) for line in lines] != [(line.sku, line.quantity) for line in asked.lines]:
        yield "its lines are not those asked for"
    for line in lines:
        yield from _wrong_with_line(line, _ROUNDED_BY.get(quote.currency, 0))
    added = quote.tax if quote.tax_mode == "added" else 0
    sums = {
        "subtotal": (quote.subtotal, sum(line.line_total for line in lines)),
        "discount": (quote.discount, sum(line.discount for line in lines)),
        "grand_total": (quote.grand_total, quote.subtotal - quote.discount + quote.shipping + added),
    }
    for name, (said, summed) in sums.items():
        if said != summed:
            yield f"its {name} is {said}, the parts sum to {summed}"


def _wrong_with_line(line: QuoteLine, rounded_by: int) -> Iterator[str]:
    copies = line.unit_price * line.quantity
    if abs(line.line_total - copies) > rounded_by:
        yield f"the line total of {line.sku} is {line.line_total}, its copies are {copies}"
    if line.discount > line.line_total:
        yield f"the discount on {line.sku} is larger than its line total"
