"""What the storefront remembers of a buyer, in cookies that it signs: it has no database.

A cookie is signed and not encrypted, and its owner may read it: it holds nothing that they do not know or
may not use. The time of its end is a part of what is signed, and is read on the clock of the service.
"""

from __future__ import annotations

import hmac
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from secrets import token_urlsafe
from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bookstore.platform.clock import Clock
from bookstore.platform.gift_card_codes import gift_card_hash
from bookstore.platform.money import Currency

SESSION_LIFE = timedelta(hours=12)
_LARGEST = 4096  # bytes of a cookie that browsers keep, with its name and attributes (RFC 6265, section 6.1)
_ATTRIBUTES = 64  # bytes; what is behind the value
_KEPT_CHECKOUTS = 3  # a cookie has a limit
_MARK = 16  # hexadecimal digits


class _Kept(BaseModel):
    model_config = ConfigDict(frozen=True)


class CartKey(_Kept):
    """A cart, and a guest's token for it."""

    cart_id: str
    token: str | None = None


class KnownCheckout(_Kept):
    """A checkout of this buyer, with the guest's token that it was made with."""

    checkout_id: str
    token: str | None = None


class SignInAttempt(_Kept):
    """A buyer who was sent to the identity provider: what must come back, and where they go on."""

    state: str
    verifier: str
    go_on_at: str


class KeptRefusal(_Kept):
    """A refusal that the next page tells: a page that answers a form itself cannot be gone back to."""

    slug: str
    detail: str
    reference: str | None = None


class Session(_Kept):
    """A buyer: signed in or not, with a cart for each currency.

    `form_key` is in every form of the session: a page of another site cannot know it.
    """

    form_key: str = Field(default_factory=lambda: token_urlsafe(18))
    language: str | None = None
    currency: Currency | None = None
    customer_token: str | None = None
    customer_email: str | None = None
    carts: dict[Currency, CartKey] = Field(default_factory=dict)
    checkouts: tuple[KnownCheckout, ...] = ()
    sign_in: SignInAttempt | None = None
    notice: str | None = None
    refusal: KeptRefusal | None = None

    def with_checkout(self, checkout_id: str, token: str | None) -> Session:
        """The session that also knows this checkout, the latest first; the oldest are dropped."""
        others = [each for each in self.checkouts if each.checkout_id != checkout_id]
        known = (KnownCheckout(checkout_id=checkout_id, token=token), *others)[:_KEPT_CHECKOUTS]
        return self.model_copy(update={"checkouts": known})

    def token_of(self, checkout_id: str) -> str | None:
        """The guest's token of a checkout; None for a customer's checkout, and for one that is not known."""
        return next((each.token for each in self.checkouts if each.checkout_id == checkout_id), None)


class Delivery(_Kept):
    """What the buyer has typed on the address page, each field as text, and how it is to be shipped.

    `bill_elsewhere`: the bill goes to another address, which is in a cookie of its own.
    """

    fields: dict[str, str] = Field(default_factory=dict)
    bill_elsewhere: bool = False
    shipping_method: str | None = None


class Billing(_Kept):
    """What the buyer has typed as the address of the bill, where that is another one."""

    fields: dict[str, str] = Field(default_factory=dict)


class PrepaidChoice(_Kept):
    """What pays before a card: the codes of gift cards in their order, and store credit.

    A code is worth its balance to any person who has it: it is in this cookie, and on no page.
    `looked_at` is the code of which the buyer wants to see what is left.
    """

    gift_cards: tuple[str, ...] = ()
    store_credit: bool = False
    looked_at: str | None = None

    @property
    def names_any(self) -> bool:
        """Whether anything pays before a card."""
        return bool(self.gift_cards) or self.store_credit

    @property
    def mark(self) -> str:
        """Stands on a payment page for what it has shown, without the codes; empty where nothing pays."""
        named = [*map(gift_card_hash, self.gift_cards), *(["store credit"] if self.store_credit else [])]
        return sha256(" ".join(named).encode()).hexdigest()[:_MARK] if named else ""


Kept = TypeVar("Kept", bound=BaseModel)


@dataclass(frozen=True)
class SignedCookie(Generic[Kept]):
    """A cookie of one kind; the name is signed as well, so that none can be sent in place of another."""

    name: str
    content: type[Kept]
    key: str
    clock: Clock

    def write(self, kept: Kept) -> str:
        """The value of the cookie, valid for SESSION_LIFE from now on."""
        ends = int((self.clock.now() + SESSION_LIFE).timestamp())
        packed = _text(zlib.compress(kept.model_dump_json(exclude_defaults=True).encode(), 9))
        return f"{ends}.{packed}.{self._signature(ends, packed)}"

    def fits(self, kept: Kept) -> bool:
        """Whether a browser keeps the cookie. A larger one is dropped, and nothing says so."""
        return len(self.name) + 1 + len(self.write(kept)) + _ATTRIBUTES <= _LARGEST

    def read(self, value: str | None) -> Kept | None:
        """The content of the cookie; None where there is none, it was changed, or its time is over."""
        ends, _, rest = (value or "").partition(".")
        packed, _, signature = rest.partition(".")
        if not (ends.isdecimal() and ends.isascii()) or len(ends) > 12:
            return None
        expected = self._signature(int(ends), packed)
        if not hmac.compare_digest(expected.encode(), signature.encode("utf-8", "replace")):
            return None
        if int(ends) <= self.clock.now().timestamp():
            return None
        try:
            return self.content.model_validate_json(zlib.decompress(urlsafe_b64decode(packed)))
        except (ValidationError, ValueError, zlib.error):  # written by another version of the storefront
            return None

    def _signature(self, ends: int, packed: str) -> str:
        signed = f"{self.name}.{ends}.{packed}".encode()
        return _text(hmac.new(self.key.encode(), signed, sha256).digest())


def _text(content: bytes) -> str:
    return urlsafe_b64encode(content).decode()
