"""The order of a checkout, as the orders service is asked to place it."""

from __future__ import annotations

from bookstore.checkout.buyer import StoredBuyer
from bookstore.checkout.messages import BindingQuote, NewOrder, order_lines
from bookstore.checkout.model import Checkout
from bookstore.checkout.transfer_deadline import transfer_terms
from bookstore.platform.addresses import Address


def new_order(checkout: Checkout) -> NewOrder:
    """The order that follows from the submission, its binding quote and what was redeemed for it."""
    submission, quote = checkout.submission, BindingQuote.model_validate(checkout.results["quote"])
    buyer = StoredBuyer.stored(submission["shopper"])
    return NewOrder(
        customer_id=buyer.customer_id,
        guest_token_hash=buyer.token_hash,
        email=submission["email"],
        locale=submission["locale"],
        ship_to=Address.model_validate(submission["ship_to"]),
        bill_to=submission.get("bill_to"),
        lines=order_lines(submission["lines"], quote),
        currency=quote.currency,
        subtotal=quote.subtotal,
        discount=quote.discount,
        shipping=quote.shipping,
        shipping_method=quote.shipping_method,
        tax=quote.tax,
        tax_mode=quote.tax_mode,
        grand_total=quote.grand_total,
        redeemed=checkout.redeemed,
        discount_codes=tuple(code.code for code in quote.discount_codes if code.applied),
        payment_method=submission["payment"]["method"] if checkout.to_pay > 0 else "none",
        transfer=transfer_terms(checkout),
    )
