"""What record 5 says about the tax rate of one title."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any


def rate_of(terms: Mapping[str, Any], tax_class: str, kind: str) -> Fraction:
    """The rate, as a fraction of one, on terms as the staff has set them, for a title of this class and kind.

    E-books have the rate of e-books, where there is one; gift cards are not taxed. The reduced class has the
    reduced rate of the place, or its full one where there is none.
    """
    if kind == "gift_card":
        return Fraction(0)
    reduced, of_ebooks = terms.get("reduced_rate"), terms.get("ebook_rate")
    if kind == "ebook" and of_ebooks is not None:
        return Fraction(of_ebooks)
    return Fraction(reduced if tax_class == "reduced" and reduced is not None else terms["rate"])


def address_of(kind: str, request: Mapping[str, Any]) -> Mapping[str, Any]:
    """The address whose tax it is: where copies are shipped, and for what is not shipped where it is billed.

    `request` is that for a quote: `destination`, and `billing` where the bill goes to another address.
    """
    found: Mapping[str, Any] = request["destination"]
    return found if kind == "printed" else request.get("billing") or found
