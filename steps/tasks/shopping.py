"""Acts of a shopper across several services: fill a cart, read the total, submit, return from the bank."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from secrets import token_hex
from typing import Any
from uuid import uuid4

from steps.drivers.api import Refused
from steps.drivers.cart import MergedCart, ShownQuote
from steps.drivers.checkout import OrderConfirmation, PaymentChoice
from steps.tasks.retrying import is_undecided, retried, retry_until_answered
from steps.vocabulary.money import Money
from steps.world.actors import Actor
from steps.world.attempt import Attempt
from steps.world.catalog import DEFAULT_COPIES
from steps.world.chosen import Addition, EnteredCard
from steps.world.world import World

_FORM_STAYS = ("total-changed", "cart-changed", "out-of-stock", "idempotency-key-in-flight")
"""Refusals that a page shows beside its form, which keeps the card details that were entered."""


def offer_ebook(world: World, title: str) -> None:
    """Offer the title as an e-book; its price is still to be set."""
    world.catalog.uncounted.add(title)
    world.shop.inventory.offer_ebook(world.actors.staff(), world.catalog.sku(title), title)


def offer_gift_card(world: World, title: str) -> None:
    """Offer the title as a gift card; its price, which is what it holds, is still to be set."""
    world.catalog.uncounted.add(title)
    world.shop.inventory.offer_gift_card(world.actors.staff(), world.catalog.sku(title), title)


def put_on_sale(world: World, title: str, price: Money, copies: int | None = None) -> None:
    """Receive copies of the title and set its price in one currency, but for what is so already.

    An e-book and a gift card have been offered where they were said to be one: a shop without them can put
    others on sale. A sentence that says no number of copies leaves those that are there, or brings 100.
    Raises SetTwice where an earlier sentence has set another price in this currency, or other copies.
    """
    catalog, staff = world.catalog, world.actors.staff()
    is_counted = title not in catalog.uncounted
    is_new, on_hand = title not in catalog.prices, f'the number of copies of "{title}" in the shop'
    received = DEFAULT_COPIES if copies is None else copies
    if is_counted and (is_new or copies is not None):
        world.set_once.agree(on_hand, received)
    is_priced = world.set_once.agree(f'the {price.currency} price of "{title}"', price)
    catalog.prices[title] = price
    if is_new and is_counted:
        world.shop.inventory.receive(staff, catalog.sku(title), title, received)
    if is_priced:
        world.shop.pricing.set_price(staff, catalog.sku(title), price)
        for country in catalog.destinations:
            ship_free(world, country, price.currency)


def ship_to(world: World, country: str) -> None:
    """The shop ships to this country as well, in every currency in which it has sold so far and will sell."""
    world.catalog.destinations.add(country)
    for currency in {currency for _, currency in world.catalog.shipping_rates}:
        ship_free(world, country, currency)


def ship_free(world: World, country: str, currency: str) -> None:
    """Ship for nothing, unless the scenario has set a rate; a shop that keeps its data has its own rates."""
    rates = world.catalog.shipping_rates
    if not world.catalog.edition and (country, currency) not in rates:
        rates[country, currency] = Money(0, currency)
        world.shop.pricing.ship_free(world.actors.staff(), country, currency)


def fill_cart(world: World, actor: Actor, copies: Mapping[str, int]) -> None:
    """Add these copies by title to the actor's cart; open a cart where there is none."""
    if actor.cart_id is None:
        currency = world.catalog.price(next(iter(copies))).currency
        actor.cart_id, cart_token = world.shop.cart.open(actor.credentials, currency)
        if cart_token:
            actor.credentials = {"cart-token": cart_token}
    for title, count in copies.items():
        world.shop.cart.add(actor.credentials, actor.cart, world.catalog.sku(title), count)


def add(world: World, actor: Actor, addition: Addition) -> None:
    """Add copies under the idempotency key of the addition; repeated, they are added once."""
    actor.addition = addition
    cart = (actor.credentials, actor.cart)
    world.shop.cart.add(*cart, addition.sku, addition.copies, addition.key)


def next_cart(world: World, actor: Actor) -> str:
    """The cart that follows the bought one. Raises AssertionError where none does."""
    found = world.shop.cart.next_cart(actor.credentials, actor.cart)
    assert found is not None, f"the bought cart of {actor.role} is followed by no other cart"
    return found


def sign_in(world: World, guest: Actor, customer: Actor) -> MergedCart:
    """The guest signs in as this customer, who continues with the merged cart."""
    claimed = world.shop.cart.claim(customer.credentials, guest.credentials, guest.cart)
    customer.cart_id = claimed.cart_id
    return claimed


def claim_cart_of_other(world: World, stranger: Actor, owner: Actor) -> MergedCart:
    """Claim the owner's cart by its id, with the token of another cart."""
    _, token = world.shop.cart.open({}, "USD")
    return world.shop.cart.claim(stranger.credentials, {"cart-token": str(token)}, owner.cart)


def new_submission(world: World, actor: Actor) -> tuple[str, dict[str, Any]]:
    """A new idempotency key and the content of a submission: cart, address, card token, the total shown."""
    seen = actor.last_quote or read_quote(world, actor)
    chosen: dict[str, Any] = {"shipping_method": actor.shipping.way} if actor.shipping else {}
    if actor.billing is not None:
        chosen["bill_to"] = actor.billing
    return str(uuid4()), {
        **chosen,
        **actor.prepaid.submitted(),
        "cart_id": actor.cart,
        "email": actor.email,
        "locale": actor.locale,
        "ship_to": actor.address,
        "payment": _payment(world, actor),
        "expected_total": seen.total.body(),
        "cart_version": seen.version,
    }


def _payment(world: World, actor: Actor) -> dict[str, str] | None:
    """What the form holds; card details become a token once, when they are entered."""
    choice, entered = actor.pays, actor.entered_card
    if choice is None:
        return None
    if not choice.card:
        return {"method": choice.method}
    if entered is None or entered.choice is not choice:
        entered = actor.entered_card = EnteredCard(choice, world.shop.gateway.tokenize(choice.card))
    return {"method": choice.method, "token": entered.token}


def open_checkout_page(actor: Actor) -> None:
    """Open a page whose form is empty: a new tab, a new visit, or another page of the shop."""
    actor.entered_card = None


def read_quote(world: World, actor: Actor) -> ShownQuote:
    """The current quote of the actor's cart, with the way of shipping that the actor has chosen."""
    if actor.shipping is not None:
        return actor.shipping.read_quote()
    return world.shop.cart.quote(actor.credentials, actor.cart, actor.addresses)


def check_out(world: World, actor: Actor) -> Attempt[OrderConfirmation]:
    """Look at the total and submit the cart with a new idempotency key; the outcome is that of either."""
    for _, key, body in submissions_of(world, [actor]):
        submit(world, actor, key, body)
    return actor.last_attempt


def submissions_of(world: World, actors: Sequence[Actor]) -> list[tuple[Actor, str, dict[str, Any]]]:
    """A new submission of each actor; who is refused a total has checked out with that refusal."""
    made: list[tuple[Actor, str, dict[str, Any]]] = []
    for actor in actors:
        look = Attempt.at(f"the checkout of {actor.role}", partial(new_submission, world, actor))
        if isinstance(look.outcome, Refused):
            actor.attempts.append(Attempt(look.act, look.outcome, look.seconds))
        else:
            made.append((actor, *look.outcome))
    return made


def submit(world: World, actor: Actor, key: str, body: dict[str, Any]) -> Attempt[OrderConfirmation]:
    """Make this submission, and keep it and its outcome with the actor."""
    actor.submissions.append((key, body))
    with _patience(world):
        return _kept(actor, lambda: world.shop.checkout.submit(actor.credentials, key, body))


def _patience(world: World) -> AbstractContextManager[None]:
    """What a customer sits out in an outage are the pauses between attempts: they pass quickly."""
    return world.clock.quickly() if world.outages else nullcontext()


def submit_same_card(world: World, actor: Actor) -> Attempt[OrderConfirmation]:
    """The browser fills the form with the card details of the last submission, and sends it anew."""
    if actor.pays is None or not actor.submissions:
        raise AssertionError(f"{actor.role} has submitted no card details in this scenario")
    actor.entered_card = EnteredCard(actor.pays, actor.submissions[-1][1]["payment"]["token"])
    return check_out(world, actor)


def submit_unknown_card(world: World, actor: Actor) -> Attempt[OrderConfirmation]:
    """Submit card details as another shop's form may have made them: the gateway does not know them."""
    if actor.pays is None:
        raise AssertionError(f"{actor.role} pays nothing in this scenario")
    actor.entered_card = EnteredCard(actor.pays, f"pm_{token_hex(12)}")
    return check_out(world, actor)


def submit_until_answered(world: World, actor: Actor) -> None:
    """Repeat a submission until it is answered; make a new one where its checkout ended without effect."""
    within = world.shop.answers_within
    look = retried("looking at the total", lambda: new_submission(world, actor), within)
    begun = [look.succeeded()]

    def submit_the_last() -> Attempt[OrderConfirmation]:
        attempt = submit(world, actor, *begun[-1])
        if _came_to_nothing(attempt):
            begun.append(new_submission(world, actor))
        return attempt

    retry_until_answered(submit_the_last, within)


def _came_to_nothing(attempt: Attempt[OrderConfirmation]) -> bool:
    """Whether the checkout has ended with try-again: the same submission gets this reply for ever."""
    refusal = attempt.outcome
    return isinstance(refusal, Refused) and refusal.slug == "try-again" and "checkout_id" in refusal.members


def submit_again(world: World, actor: Actor) -> Attempt[OrderConfirmation]:
    """Repeat the last submission with its idempotency key."""
    if not actor.submissions:
        raise AssertionError(f"{actor.role} has not submitted anything in this scenario")
    return submit(world, actor, *actor.submissions[-1])


def return_from_bank(world: World, actor: Actor) -> Attempt[OrderConfirmation]:
    """Return from the bank's page to the waiting checkout."""
    checkout = world.shop.checkout
    return _kept(actor, lambda: checkout.return_from_bank(actor.credentials, actor.last_checkout_id))


def wait_for_outcome(world: World, actor: Actor) -> Attempt[OrderConfirmation]:
    """Wait for the outcome of the actor's last checkout, without a request that continues it."""
    checkout = world.shop.checkout
    return _kept(actor, lambda: checkout.outcome(actor.credentials, actor.last_checkout_id))


def _kept(actor: Actor, doing: Callable[[], OrderConfirmation]) -> Attempt[OrderConfirmation]:
    attempt = Attempt.at(f"the checkout of {actor.role}", doing)
    actor.attempts.append(attempt)
    if attempt.accepted or attempt.refused().slug not in _FORM_STAYS:
        open_checkout_page(actor)
    return attempt


def submit_concurrently(world: World, submissions: Sequence[tuple[Actor, str, dict[str, Any]]]) -> None:
    """Make all submissions at once, each on its own connection; the outcomes are kept with the actors."""
    run_concurrently([partial(submit, world, *each) for each in submissions])


def retry_until_decided(world: World, actors: Sequence[Actor]) -> None:
    """Check out again for each actor who was asked to, until there is an order or a final refusal."""
    for actor in [each for each in actors if each.attempts and is_undecided(each.last_attempt)]:
        retry_until_answered(partial(check_out, world, actor), world.shop.answers_within)


def run_concurrently(acts: Sequence[Callable[[], object]]) -> None:
    """Run all acts at once. Raises what one of them raises."""
    with ThreadPoolExecutor(max(1, len(acts))) as pool:
        for outcome in [pool.submit(act) for act in acts]:
            outcome.result()


def buy(world: World, actor: Actor, copies: Mapping[str, int]) -> OrderConfirmation:
    """Buy these copies. Raises AssertionError where the checkout is refused."""
    fill_cart(world, actor, copies)
    return check_out(world, actor).succeeded()


def pays_with(method: str, card: str = "visa") -> PaymentChoice:
    """A payment method, with the test card behind it."""
    return PaymentChoice(method, card)
