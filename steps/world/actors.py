"""Who acts in a scenario: customers with an account, guests, strangers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Protocol
from uuid import uuid4

from steps.drivers.api import Refused
from steps.drivers.cart import Quoted
from steps.drivers.checkout import Bought, PaymentChoice
from steps.world import flawed_tokens as tokens
from steps.world.attempt import Attempt

ADDRESS: dict[str, Any] = {
    "name": "Ada Reader",
    "line1": "12 Library Lane",
    "city": "Portland",
    "region": "OR",
    "postal_code": "97201",
    "country": "US",
}
TOKEN_LIFE = timedelta(hours=12)


class Identity(Protocol):
    """The identity provider: signs what a customer shows."""

    @property
    def public_key(self) -> str:
        """What the shop checks its signatures with, PEM."""
        ...

    def token(
        self,
        customer_id: str,
        email: str,
        *,
        roles: tuple[str, ...] = (),
        life: timedelta = TOKEN_LIFE,
        audience: str = "bookstore",
    ) -> str:
        """A bearer token for this customer."""
        ...


@dataclass(frozen=True)
class Addition:
    """Copies to be added to a cart, under the name that the browser gave this one intent."""

    sku: str
    copies: int
    key: str = field(default_factory=lambda: str(uuid4()))


@dataclass
class Person:
    """Somebody in the scenario, with what they hold and what they have tried."""

    role: str
    email: str
    credentials: dict[str, str]
    customer_id: str | None
    address: dict[str, Any] = field(default_factory=lambda: dict(ADDRESS))
    locale: str = "en-US"
    pays: PaymentChoice | None = field(default_factory=PaymentChoice)
    cart_id: str | None = None
    seen: Quoted | None = None
    """What the cart cost when they looked, where a scenario lets time pass between look and checkout."""
    submissions: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    attempts: list[Attempt[Bought]] = field(default_factory=list)
    past: list[Attempt[Bought]] = field(default_factory=list)
    """Checkouts of earlier visits."""
    told: Attempt[Any] | None = None
    addition: Addition | None = None

    @property
    def cart(self) -> str:
        """The cart's id; a clear sentence where there is none."""
        if self.cart_id is None:
            raise AssertionError(f"{self.role} has no cart in this scenario")
        return self.cart_id

    def refusal(self, *slugs: str) -> Refused:
        """The last refusal this person saw; fails the step where it was of none of these kinds."""
        refusal = (self.told or self.last_attempt).refused()
        assert refusal.slug in slugs, f"{self.role} should have been told {slugs}, but was told {refusal}"
        return refusal

    @property
    def last_addition(self) -> Addition:
        """What the browser added last."""
        if self.addition is None:
            raise AssertionError(f"{self.role} has added nothing to the cart in this scenario")
        return self.addition

    @property
    def order_number(self) -> str:
        """The number of the order; fails the step where no checkout of this person has succeeded."""
        return self.last_attempt.succeeded().order_number

    @property
    def last_attempt(self) -> Attempt[Bought]:
        """The latest checkout of this person."""
        if not self.attempts:
            raise AssertionError(f"{self.role} has not checked out in this scenario")
        return self.attempts[-1]

    @property
    def last_bought(self) -> Bought:
        """What this person has bought last, on this visit or an earlier one."""
        bought = [each.outcome for each in (*self.past, *self.attempts) if isinstance(each.outcome, Bought)]
        if not bought:
            raise AssertionError(f"{self.role} has bought nothing in this scenario")
        return bought[-1]

    def come_back_later(self) -> None:
        """Another visit: what was bought on this one is history, and there is no cart yet."""
        self.past += self.attempts
        self.attempts, self.cart_id, self.told, self.seen = [], None, None, None

    @property
    def last_checkout_id(self) -> str:
        """The checkout that this person was told of last; an error page tells of none."""
        if not self._told_of:
            raise AssertionError(f"{self.role} has been told of no checkout in this scenario")
        return self._told_of[-1]

    @property
    def checkout_ids(self) -> set[str]:
        """The checkouts this person has begun, accepted or refused."""
        return set(self._told_of)

    @property
    def _told_of(self) -> list[str]:
        ids = [_checkout_id(attempt.outcome) for attempt in self.attempts]
        return [told for told in ids if told]


def _checkout_id(outcome: Bought | Refused) -> str | None:
    return outcome.checkout_id if isinstance(outcome, Bought) else outcome.members.get("checkout_id")


@dataclass
class People:
    """Everybody in the scenario, by role."""

    identity: Identity
    untrusted_identity: Identity
    known: dict[str, Person] = field(default_factory=dict)

    def customer(self, role: str) -> Person:
        """Somebody who is signed in; the same role is the same person."""
        if role not in self.known:
            customer_id = f"customer-{uuid4()}"
            email = f"{role.replace(' ', '-')}-{customer_id[-12:]}@readers.example"
            token = self.identity.token(customer_id, email)
            bearer = {"authorization": f"Bearer {token}"}
            self.known[role] = Person(role, email, bearer, customer_id)
        return self.known[role]

    def guest(self, role: str = "guest") -> Person:
        """Somebody without an account; their credentials come with their cart."""
        if role not in self.known:
            self.known[role] = Person(role, f"{role}-{uuid4().hex[:12]}@readers.example", {}, None)
        return self.known[role]

    def named(self, role: str) -> Person:
        """The person of this role, whichever kind it is."""
        return self.guest(role) if role == "guest" else self.customer(role)

    def buyer(self) -> Person:
        """Whoever of guest and customer has checked out; before that, the guest where there is one."""
        there = [self.known[role] for role in ("guest", "customer") if role in self.known]
        tried = [person for person in there if person.attempts]
        return (tried or there or [self.customer("customer")])[0]

    def flawed_token(self, owner: Person, flaw: str) -> str:
        """A token for this very customer that must not be accepted."""
        sound = owner.credentials["authorization"].removeprefix("Bearer ")
        flawed = {
            "was changed": lambda: tokens.for_somebody_else(sound),
            "is not signed": lambda: tokens.unsigned(sound),
            "is signed with the shop's public key": lambda: tokens.signed_with(
                sound, self.identity.public_key
            ),
            "was forged": lambda: self.untrusted_identity.token(str(owner.customer_id), owner.email),
            "has expired": lambda: self.identity.token(
                str(owner.customer_id), owner.email, life=timedelta(minutes=-1)
            ),
            "is meant for another shop": lambda: self.identity.token(
                str(owner.customer_id), owner.email, audience="another-shop"
            ),
        }
        if flaw not in flawed:
            raise AssertionError(f"no such flaw: {flaw!r}; there are {', '.join(flawed)}")
        return flawed[flaw]()

    def sign_in_again(self) -> None:
        """Everybody's token is new: the old ones have expired meanwhile."""
        for person in self.known.values():
            if person.customer_id is not None:
                token = self.identity.token(person.customer_id, person.email)
                person.credentials = {"authorization": f"Bearer {token}"}

    def staff(self) -> dict[str, str]:
        """The credentials of somebody at the warehouse."""
        token = self.identity.token("warehouse", "warehouse@bookstore.example", roles=("staff",))
        return {"authorization": f"Bearer {token}"}
