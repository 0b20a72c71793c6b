"""The actors of a scenario: customers with an account, guests and strangers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

from steps.drivers.api import Refused
from steps.drivers.cart import ShownQuote
from steps.drivers.checkout import OrderConfirmation, PaymentChoice
from steps.drivers.shop_ports import AccountsPort
from steps.vocabulary.customer_ids import customer_of
from steps.vocabulary.in_words import in_words
from steps.world import flawed_tokens
from steps.world.addresses import own_address, own_locale
from steps.world.attempt import Attempt
from steps.world.chosen import Addition, ChosenShipping, EnteredCard
from steps.world.ports import Identity
from steps.world.prepaid import Prepaid
from steps.world.token_accounts import TokenAccounts

_OF_EVERYBODY = "pm_card_"  # test cards of the gateway that its documentation names


@dataclass
class Actor:
    """One person of the scenario: credentials, choices, and the outcomes of their requests."""

    role: str
    email: str
    credentials: dict[str, str]
    customer_id: str | None
    address: dict[str, Any] = field(default_factory=own_address)
    billing: dict[str, Any] | None = None
    """The billing address, where it is another one."""
    former_addresses: list[dict[str, Any]] = field(default_factory=list)
    """Where the latest order was to go before, the oldest first."""
    locale: str = field(default_factory=own_locale)
    pays: PaymentChoice | None = field(default_factory=PaymentChoice)
    prepaid: Prepaid = field(default_factory=Prepaid)
    entered_card: EnteredCard | None = None
    """What the form of the checkout page holds, until it is emptied or another choice is made."""
    cart_id: str | None = None
    last_quote: ShownQuote | None = None
    """The price of the cart as it was shown, where a scenario lets time pass before the checkout."""
    submissions: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    """Idempotency key and body of each submission, in order."""
    attempts: list[Attempt[OrderConfirmation]] = field(default_factory=list)
    """The checkouts of this visit, in order."""
    shipping: ChosenShipping | None = None
    """The way of shipping that the person has chosen; None where the shop is left to choose."""
    past: list[Attempt[OrderConfirmation]] = field(default_factory=list)
    """The checkouts of earlier visits."""
    last_reply: Attempt[Any] | None = None
    """The outcome of the latest request that was no checkout."""
    addition: Addition | None = None
    typing: Callable[[str], str] = str
    """How the person types the number of the order."""

    @property
    def cart(self) -> str:
        """The cart's id. Raises AssertionError where the actor has no cart."""
        if self.cart_id is None:
            raise AssertionError(f"{self.role} has no cart in this scenario: say first what the cart holds")
        return self.cart_id

    @property
    def addresses(self) -> dict[str, Any]:
        """The delivery address, with the billing address under `bill_to` where that is another one."""
        return {**self.address, **({"bill_to": self.billing} if self.billing is not None else {})}

    @property
    def account(self) -> str:
        """The id of the account. Raises AssertionError for a guest, who has none."""
        if self.customer_id is None:
            raise AssertionError(f"{self.role} has no account: say what you mean of a customer")
        return self.customer_id

    def refusal(self, *slugs: str) -> Refused:
        """The latest refusal of this actor. Raises AssertionError where it is of none of these kinds."""
        refusal = (self.last_reply or self.last_attempt).refused()
        assert refusal.slug in slugs, (
            f"{self.role} should have been told {in_words(slugs)}, but was told {refusal}"
        )
        return refusal

    def reply(self, what: str) -> Any:
        """The answer to the latest look. Raises AssertionError where there was none, or a refusal."""
        if self.last_reply is None:
            raise AssertionError(f"{self.role} has not looked at {what} in this scenario")
        return self.last_reply.succeeded()

    @property
    def last_addition(self) -> Addition:
        """The latest addition to the cart. Raises AssertionError where there was none."""
        if self.addition is None:
            raise AssertionError(f"{self.role} has added nothing to the cart in this scenario")
        return self.addition

    @property
    def secrets(self) -> dict[str, str]:
        """What opens something of this person, by what it is."""
        words = {"authorization": "sign-in token", "cart-token": "cart token"}
        found = {
            f"the {words.get(name, name)} of the {self.role}": value.removeprefix("Bearer ")
            for name, value in self.credentials.items()
        }
        paid = [token for _, body in self.submissions if (token := (body.get("payment") or {}).get("token"))]
        shown = [*paid, *([self.entered_card.token] if self.entered_card else [])]
        tokens = [each for each in dict.fromkeys(shown) if not each.startswith(_OF_EVERYBODY)]
        for place, token in enumerate(tokens, start=1):
            number = f" {place}" if len(tokens) > 1 else ""
            found[f"the card token{number} of the {self.role}"] = token
        return found | self.prepaid.secrets(self.role)

    @property
    def personal_data(self) -> dict[str, str]:
        """What tells who this person is, by what it is."""
        named = {"name": "the name", "line1": "the street", "line2": "the second line of the address"}
        former = enumerate(self.former_addresses, start=1)
        addresses = {
            f"of the {self.role}": self.address,
            f"in the bill of the {self.role}": self.billing or {},
            **{f"that the {self.role} had before ({place})": address for place, address in former},
        }
        parts = {
            f"{said} {whose}": address.get(part) or ""
            for whose, address in addresses.items()
            for part, said in named.items()
        }
        return {f"the mail address of the {self.role}": self.email, **parts}

    @property
    def order_number(self) -> str:
        """The number of the latest order, as typed. Raises AssertionError where the checkout was refused."""
        return self.typing(self.last_attempt.succeeded().order_number)

    @property
    def last_attempt(self) -> Attempt[OrderConfirmation]:
        """The latest checkout. Raises AssertionError where there was none."""
        if not self.attempts:
            raise AssertionError(f"{self.role} has not checked out in this scenario: say that first")
        return self.attempts[-1]

    @property
    def last_order(self) -> OrderConfirmation:
        """The latest order of this visit or an earlier one. Raises AssertionError where there is none."""
        outcomes = [attempt.outcome for attempt in (*self.past, *self.attempts)]
        placed = [outcome for outcome in outcomes if isinstance(outcome, OrderConfirmation)]
        if not placed:
            raise AssertionError(f"{self.role} has bought nothing in this scenario")
        return placed[-1]

    def begin_another_visit(self) -> None:
        """Move the checkouts of this visit to the past, and forget the cart."""
        self.past += self.attempts
        self.attempts, self.cart_id, self.last_reply, self.last_quote = [], None, None, None
        self.entered_card = None

    @property
    def last_checkout_id(self) -> str:
        """The id of the latest checkout that an answer named. Raises AssertionError where none did."""
        return self._named_checkouts()[-1]

    @property
    def first_checkout_id(self) -> str:
        """The id of the first checkout that an answer named. Raises AssertionError where none did."""
        return self._named_checkouts()[0]

    @property
    def checkout_ids(self) -> set[str]:
        """The ids of the checkouts of this visit, accepted or refused."""
        return {each for attempt in self.attempts if (each := _checkout_id(attempt.outcome))}

    def _named_checkouts(self) -> list[str]:
        ids = [each for attempt in self.attempts if (each := _checkout_id(attempt.outcome))]
        if not ids:
            raise AssertionError(f"{self.role} has been told of no checkout in this scenario")
        return ids


def _checkout_id(outcome: OrderConfirmation | Refused) -> str | None:
    return (
        outcome.checkout_id if isinstance(outcome, OrderConfirmation) else outcome.members.get("checkout_id")
    )


@dataclass
class Actors:
    """All actors of the scenario, by role. `accounts`: who they are to the shop; None: by our tokens."""

    identity: Identity
    untrusted_identity: Identity
    accounts: AccountsPort | None = None
    known: dict[str, Actor] = field(default_factory=dict)

    @property
    def _accounts(self) -> AccountsPort:
        return self.accounts or TokenAccounts(self.identity)

    def customer(self, role: str) -> Actor:
        """A signed-in customer; the same role is the same actor."""
        if role not in self.known:
            email = f"{role.replace(' ', '-')}-{uuid4().hex[:12]}@readers.example"
            customer_id = customer_of(email)
            credentials = self._accounts.customer(customer_id, email)
            self.known[role] = Actor(role, email, credentials, customer_id)
        return self.known[role]

    def guest(self, role: str = "guest") -> Actor:
        """An actor without an account; the credentials come with the cart."""
        if role not in self.known:
            email = f"{role.replace(' ', '-')}-{uuid4().hex[:12]}@readers.example"
            self.known[role] = Actor(role, email, self._accounts.guest(email), None)
        return self.known[role]

    def named(self, role: str) -> Actor:
        """The actor of this role, guest or customer."""
        return self.guest(role) if role == "guest" else self.customer(role)

    def buyer(self) -> Actor:
        """The guest or customer who has checked out; before that, the guest where there is one."""
        there = [self.known[role] for role in ("guest", "customer") if role in self.known]
        tried = [actor for actor in there if actor.attempts]
        return (tried or there or [self.customer("customer")])[0]

    @property
    def personal_data(self) -> dict[str, str]:
        """What tells who each person of the scenario is, by what it is."""
        return {said: value for actor in self.known.values() for said, value in actor.personal_data.items()}

    @property
    def secrets(self) -> dict[str, str]:
        """What opens something of a person of the scenario, by what it is."""
        return {said: value for actor in self.known.values() for said, value in actor.secrets.items()}

    def move_account(self, actor: Actor, email: str) -> None:
        """The account has this mail address from now on, as its tokens and its orders say."""
        actor.email = email
        actor.credentials = self._accounts.customer(actor.account, email)

    def flawed_token(self, owner: Actor, flaw: str) -> str:
        """A token for this customer that the shop must not accept, with one of TOKEN_FLAWS."""
        return TOKEN_FLAWS[flaw](self, owner)

    def sign_in_again(self) -> None:
        """Sign each customer in anew, since the old tokens have expired."""
        for actor in self.known.values():
            if actor.customer_id is not None:
                actor.credentials = self._accounts.customer(actor.customer_id, actor.email)

    def staff(self) -> dict[str, str]:
        """The credentials of a member of the warehouse's staff."""
        return self._accounts.staff()


def _sound_token(owner: Actor) -> str:
    return owner.credentials["authorization"].removeprefix("Bearer ")


TOKEN_FLAWS: Mapping[str, Callable[[Actors, Actor], str]] = {
    "was changed": lambda _, owner: flawed_tokens.for_another_customer(_sound_token(owner)),
    "is not signed": lambda _, owner: flawed_tokens.unsigned(_sound_token(owner)),
    "is signed with the shop's public key": lambda actors, owner: flawed_tokens.signed_with(
        _sound_token(owner), actors.identity.public_key
    ),
    "was forged": lambda actors, owner: actors.untrusted_identity.token(str(owner.customer_id), owner.email),
    "has expired": lambda actors, owner: actors.identity.token(
        str(owner.customer_id), owner.email, life=timedelta(minutes=-1)
    ),
    "is meant for another shop": lambda actors, owner: actors.identity.token(
        str(owner.customer_id), owner.email, audience="another-shop"
    ),
    "names no customer": lambda actors, owner: actors.identity.token(None, owner.email),
}
"""By the words of features, a token of a customer that the shop must not accept."""
