"""A visit: one request of a buyer, with what the storefront remembers of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from fastapi import Request, Response

from bookstore.platform.clock import Clock
from bookstore.storefront.calls import ServiceRefused
from bookstore.storefront.carts import CartPage, Carts, Credentials
from bookstore.storefront.reader import Reader
from bookstore.storefront.session import (
    Billing,
    CartKey,
    Delivery,
    KeptRefusal,
    PrepaidChoice,
    Session,
    SignedCookie,
)

_GONE = frozenset({"cart-not-found", "no-such-cart"})


@dataclass
class Visit:
    """The request, the reader, and what is remembered; the answer stores what of it has changed."""

    path: str
    reader: Reader
    session: Session
    delivery: Delivery
    billing: Billing
    prepaid: PrepaidChoice
    stored: tuple[Session | None, Delivery | None, Billing | None, PrepaidChoice | None] = field(repr=False)

    def remember(self, **changed: Any) -> None:
        """Change these fields of the session."""
        self.session = self.session.model_copy(update=changed)

    def take_notice(self) -> str | None:
        """What the last request has left to be told, once."""
        notice = self.session.notice
        if notice is not None:
            self.remember(notice=None)
        return notice

    def take_refusal(self) -> KeptRefusal | None:
        """Why the last form was refused, once."""
        refusal = self.session.refusal
        if refusal is not None:
            self.remember(refusal=None)
        return refusal

    def sign_out(self) -> None:
        """Forget the customer, their carts, their addresses and their gift cards."""
        session = self.session
        self.session = Session(language=session.language, currency=session.currency)
        self.forget_addresses()
        self.prepaid = PrepaidChoice()

    def forget_addresses(self) -> None:
        """Forget where orders and bills went, and the mail address."""
        self.delivery, self.billing = Delivery(), Billing()

    @property
    def says_where(self) -> bool:
        """Whether the buyer has said where the order goes, and where its bill goes if that is elsewhere."""
        bill_is_known = bool(self.billing.fields) or not self.delivery.bill_elsewhere
        return "country" in self.delivery.fields and bill_is_known

    @property
    def signed_in(self) -> bool:
        return self.session.customer_token is not None

    def credentials(self, token: str | None = None) -> Credentials:
        """What the buyer may act with: this guest's token for a cart, else the customer's token."""
        if token is not None:
            return {"cart-token": token}
        customer = self.session.customer_token
        return {"authorization": f"Bearer {customer}"} if customer is not None else {}

    def cart_credentials(self) -> Credentials:
        """The credentials for the cart in the buyer's currency."""
        known = self.session.carts.get(self.reader.currency)
        return self.credentials(known.token if known else None)

    def checkout_credentials(self, checkout_id: str) -> Credentials:
        """The credentials for a checkout."""
        return self.credentials(self.session.token_of(checkout_id))

    def buyer_credentials(self) -> Credentials:
        """The credentials by which a service knows the buyer; empty where there are none yet."""
        as_guest = next(map(self.credentials, self.guest_tokens()), None)
        return self.credentials() or self.cart_credentials() or as_guest or {}

    def guest_tokens(self) -> list[str]:
        """The tokens of a guest's checkouts, the latest first, each once."""
        return list(dict.fromkeys(each.token for each in self.session.checkouts if each.token))

    def keep_cart(self, cart: CartPage, token: str | None = None) -> None:
        """Remember the cart, and a guest's token for it."""
        key = CartKey(cart_id=cart.cart_id, token=token)
        self.remember(carts={**self.session.carts, cart.currency: key})

    def drop_cart(self) -> None:
        """Forget the cart in the buyer's currency."""
        currency = self.reader.currency
        self.remember(carts={each: kept for each, kept in self.session.carts.items() if each != currency})


@dataclass(frozen=True)
class BuyerCarts:
    """Finds the cart of a visit, and opens one when the first copy is added."""

    carts: Carts

    def current(self, visit: Visit) -> CartPage | None:
        """The buyer's open cart, None where there is none; a bought cart leads to the one that follows."""
        known = visit.session.carts.get(visit.reader.currency)
        if known is None:
            return self.opened(visit) if visit.signed_in else None
        try:
            cart = self.carts.read(known.cart_id, visit.cart_credentials())
            if cart.state == "closed" and cart.next_cart_id is not None:
                cart = self.carts.read(cart.next_cart_id, visit.cart_credentials())
        except ServiceRefused as refusal:
            if refusal.slug not in _GONE:
                raise
            cart = None
        if cart is None or cart.state == "closed":
            visit.drop_cart()
            return None
        if cart.cart_id != known.cart_id:
            visit.keep_cart(cart, known.token)
        return cart

    def opened(self, visit: Visit) -> CartPage:
        """A new cart for a guest; for a customer, the one that is open already."""
        cart = self.carts.open(visit.credentials(), visit.reader.currency)
        visit.keep_cart(cart, cart.cart_token)
        return cart


@dataclass(frozen=True)
class Visits:
    """Reads visits from requests, and stores what has changed with the answer."""

    key: str
    clock: Clock
    encrypted: bool

    def of(self, request: Request) -> Visit:
        """The visit of this request. A cookie that is missing, changed or too old begins a new session."""
        session = self._session_cookie.read(request.cookies.get(self._session_cookie.name))
        delivery = self._delivery_cookie.read(request.cookies.get(self._delivery_cookie.name))
        billing = self._billing_cookie.read(request.cookies.get(self._billing_cookie.name))
        prepaid = self._prepaid_cookie.read(request.cookies.get(self._prepaid_cookie.name))
        found = session or Session()
        reader = Reader.of(request.headers.get("accept-language", ""), found.language, found.currency)
        kept = (delivery or Delivery(), billing or Billing(), prepaid or PrepaidChoice())
        return Visit(request.url.path, reader, found, *kept, stored=(session, delivery, billing, prepaid))

    def answered(self, visit: Visit, response: Response) -> Response:
        """The response with the cookies that have changed. Both addresses are stored anew together."""
        session, delivery, billing, prepaid = visit.stored
        if visit.session != session:
            self._set(response, self._session_cookie.name, self._session_cookie.write(visit.session))
        if (visit.delivery, visit.billing) != (delivery or Delivery(), billing or Billing()):
            self._set(response, self._delivery_cookie.name, self._delivery_cookie.write(visit.delivery))
            if billing is not None or visit.billing.fields:
                self._set(response, self._billing_cookie.name, self._billing_cookie.write(visit.billing))
        if visit.prepaid != (prepaid or PrepaidChoice()):
            self._set(response, self._prepaid_cookie.name, self._prepaid_cookie.write(visit.prepaid))
        return response

    def can_keep(self, delivery: Delivery, billing: Billing) -> bool:
        """Whether a browser keeps both addresses: all that the services take, and not every other text."""
        return self._delivery_cookie.fits(delivery) and self._billing_cookie.fits(billing)

    @property
    def _session_cookie(self) -> SignedCookie[Session]:
        return SignedCookie(self._named("session"), Session, self.key, self.clock)

    @property
    def _delivery_cookie(self) -> SignedCookie[Delivery]:
        return SignedCookie(self._named("delivery"), Delivery, self.key, self.clock)

    @property
    def _billing_cookie(self) -> SignedCookie[Billing]:
        return SignedCookie(self._named("billing"), Billing, self.key, self.clock)

    @property
    def _prepaid_cookie(self) -> SignedCookie[PrepaidChoice]:
        return SignedCookie(self._named("prepaid"), PrepaidChoice, self.key, self.clock)

    def _named(self, name: str) -> str:
        """With TLS, a name that browsers keep for this host alone (RFC 6265bis, section 4.1.3)."""
        return f"__Host-{name}" if self.encrypted else name

    def _set(self, response: Response, name: str, value: str) -> None:
        response.set_cookie(name, value, path="/", httponly=True, samesite="lax", secure=self.encrypted)
