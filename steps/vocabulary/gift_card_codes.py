"""The codes of gift cards as record 48 has them made, and the hash by which services know one."""

from __future__ import annotations

import hmac
from hashlib import sha256
from uuid import UUID, uuid5

NO_CARD = "0" * 64
"""The form of a hash, and the hash of no code."""
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def hash_of(code: str) -> str:
    """SHA-256, hexadecimal, of the symbols of a code as it is printed."""
    return sha256(code.replace("-", "").encode()).hexdigest()


def sold_card_id(checkout_id: str, sku: str, number: int) -> UUID:
    """The id of the gift card with this number of a line of an order."""
    return uuid5(UUID(checkout_id), f"gift card {number} of {sku}")


def code_of(secret: str, gift_card_id: UUID) -> str:
    """The code of a gift card: 16 symbols of an HMAC of its id, in fours."""
    made = hmac.new(secret.encode(), gift_card_id.bytes, sha256).digest()[:16]
    symbols = "".join(_ALPHABET[byte % 32] for byte in made)
    return "-".join(symbols[start : start + 4] for start in range(0, 16, 4))
