"""The codes of gift cards: easy to read aloud, impossible to guess, and never stored as they are.

A code is worth its balance to anyone who has it. Services keep and pass on its hash alone. The hash needs no
salt and no slow function: a code has 80 random bits.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from uuid import UUID, uuid5

# Crockford's base 32 (crockford.com/base32.html): no I, L, O or U; 16 symbols carry 80 bits.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOKALIKES = str.maketrans("ILO", "110")
_SYMBOLS, _GROUP = 16, 4


def gift_card_code(secret: str, gift_card_id: UUID) -> str:
    """The code of this gift card, such as 7Q2M-4HXW-0TZR-9KCE: the same each time."""
    digest = hmac.new(secret.encode(), gift_card_id.bytes, hashlib.sha256).digest()
    symbols = "".join(_ALPHABET[byte % len(_ALPHABET)] for byte in digest[:_SYMBOLS])
    return "-".join(symbols[start : start + _GROUP] for start in range(0, _SYMBOLS, _GROUP))


def sold_gift_cards(checkout_id: UUID, sku: str, quantity: int) -> Iterator[UUID]:
    """The ids of the gift cards that a line of an order buys: the same each time, so that none comes twice.

    Who knows an id does not know the code: that takes the secret.
    """
    return (uuid5(checkout_id, f"gift card {number} of {sku}") for number in range(1, quantity + 1))


def gift_card_hash(code: str) -> str:
    """SHA-256 (hexadecimal) of a code as a customer has typed it.

    Lower case, missing dashes and the lookalikes I, L (for 1) and O (for 0) make no difference.
    """
    symbols = "".join(code.upper().split()).replace("-", "").translate(_LOOKALIKES)
    return hashlib.sha256(symbols.encode()).hexdigest()
