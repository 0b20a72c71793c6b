"""What record 5 says about the tax rate of one title."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any


def rate_of(terms: Mapping[str, Any], tax_class: str) -> Fraction:
    """The rate, as a fraction of one, on terms as the staff has set them, for a title of this class.

    The reduced class has the reduced rate of the destination, or its full one where there is none.
    """
    reduced = terms.get("reduced_rate")
    return Fraction(reduced if tax_class == "reduced" and reduced is not None else terms["rate"])
