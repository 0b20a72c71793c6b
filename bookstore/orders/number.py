"""Order numbers: public, easy to read aloud, and hard to guess."""

from __future__ import annotations

import re
import secrets

# Crockford's base 32 (crockford.com/base32.html): no I, L, O or U; 8 symbols carry 40 random bits.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOKALIKES = str.maketrans("ILO", "110")
_SHAPE = re.compile(f"BK([{_ALPHABET}]{{4}})([{_ALPHABET}]{{4}})")


def new_order_number() -> str:
    """A random order number such as BK-7Q2M-4HXW."""
    symbols = "".join(secrets.choice(_ALPHABET) for _ in range(8))
    return f"BK-{symbols[:4]}-{symbols[4:]}"


def read_order_number(text: str) -> str | None:
    """The order number that a customer typed, in its canonical spelling; None where it is not one.

    Lower case, missing dashes and the lookalikes I, L (for 1) and O (for 0) are accepted.
    """
    found = _SHAPE.fullmatch(text.upper().replace("-", "").translate(_LOOKALIKES))
    return f"BK-{found[1]}-{found[2]}" if found else None
