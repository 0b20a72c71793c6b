"""What a shopper does, put together from several services: fill a cart, look at the total, submit."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any
from uuid import uuid4

from steps.drivers.api import Refused
from steps.drivers.cart import CartQuote, MergedCart
from steps.drivers.checkout import PaymentChoice, PlacedOrder
from steps.tasks.retrying import is_undecided, retried, retry_until_answered
from steps.vocabulary.money import Money
from steps.world.actors import Actor, Addition, EnteredCard
from steps.world.attempt import Attempt
from steps.world.catalog import DEFAULT_COPIES
from steps.world.world import World

_FORM_STAYS = ("total-changed", "cart-changed", "out-of-stock", "idempotency-key-in-flight")
"""Refusals that a page shows beside its form, which keeps the card details that were entered."""


def put_on_sale(world: World, title: str, price: Money, copies: int = DEFAULT_COPIES) -> None:
    """The title is on the shelf and has a price."""
    world.catalog.prices[title] = price
    staff, sku = world.actors.staff(), world.catalog.sku(title)
    world.shop.inventory.receive(staff, sku, title, copies)
    world.shop.pricing.set_price(staff, sku, price)


def fill_cart(world: World, actor: Actor, copies: Mapping[str, int]) -> None:
    """The person's cart holds these copies by title; a cart is opened where there is none."""
    if actor.cart_id is None:
        currency = world.catalog.price(next(iter(copies))).currency
        actor.cart_id, cart_token = world.shop.cart.open(actor.credentials, currency)
        if cart_token:
            actor.credentials = {"cart-token": cart_token}
    for title, count in copies.items():
        world.shop.cart.add(actor.credentials, actor.cart, world.catalog.sku(title), count)


def add(world: World, actor: Actor, addition: Addition) -> None:
    """The browser adds these copies; sent again, they are added once."""
    actor.addition = addition
    cart = (actor.credentials, actor.cart)
    world.shop.cart.add(*cart, addition.sku, addition.copies, addition.key)


def next_cart(world: World, actor: Actor) -> str:
    """The cart that follows the bought one. Raises AssertionError where none does."""
    found = world.shop.cart.next_cart(actor.credentials, actor.cart)
    assert found is not None, f"the bought cart of {actor.role} is followed by no other cart"
    return found


def sign_in(world: World, guest: Actor, customer: Actor) -> MergedCart:
    """The guest turns out to be this customer, who goes on with what both carts held."""
    claimed = world.shop.cart.claim(customer.credentials, guest.credentials, guest.cart)
    customer.cart_id = claimed.cart_id
    return claimed


def claim_cart_of_other(world: World, stranger: Actor, owner: Actor) -> MergedCart:
    """The stranger knows the id of the owner's cart, and has a cart token of their own."""
    _, token = world.shop.cart.open({}, "USD")
    return world.shop.cart.claim(stranger.credentials, {"cart-token": str(token)}, owner.cart)


def new_submission(world: World, actor: Actor) -> tuple[str, dict[str, Any]]:
    """What the browser sends, under a new name: cart, address, card token, and the total that was shown."""
    seen = actor.last_quote or read_quote(world, actor)
    return str(uuid4()), {
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
    if entered is None or entered.choice is not choice:
        entered = actor.entered_card = EnteredCard(choice, world.shop.gateway.tokenize(choice.card))
    return {"method": choice.method, "token": entered.token}


def open_checkout_page(actor: Actor) -> None:
    """Open a page whose form is empty: a new tab, a new visit, or another page of the shop."""
    actor.entered_card = None


def read_quote(world: World, actor: Actor) -> CartQuote:
    """What the person's cart costs now."""
    return world.shop.cart.quote(actor.credentials, actor.cart, actor.address)


def check_out(world: World, actor: Actor) -> Attempt[PlacedOrder]:
    """A new submission of the person's cart."""
    return submit(world, actor, *new_submission(world, actor))


def submit(world: World, actor: Actor, key: str, body: dict[str, Any]) -> Attempt[PlacedOrder]:
    """This very submission, kept with its outcome."""
    actor.submissions.append((key, body))
    return _kept(actor, lambda: world.shop.checkout.submit(actor.credentials, key, body))


def submit_same_card(world: World, actor: Actor) -> Attempt[PlacedOrder]:
    """The browser fills the form with the card details of the last submission, and sends it anew."""
    if actor.pays is None or not actor.submissions:
        raise AssertionError(f"{actor.role} has submitted no card details in this scenario")
    actor.entered_card = EnteredCard(actor.pays, actor.submissions[-1][1]["payment"]["token"])
    return check_out(world, actor)


def submit_until_answered(world: World, actor: Actor) -> None:
    """The same submission again and again; a new one where a checkout has ended and can be tried again."""
    begun = [retried("looking at the total", lambda: new_submission(world, actor)).succeeded()]

    def submit_the_last() -> Attempt[PlacedOrder]:
        attempt = submit(world, actor, *begun[-1])
        if _came_to_nothing(attempt):
            begun.append(new_submission(world, actor))
        return attempt

    retry_until_answered(submit_the_last)


def _came_to_nothing(attempt: Attempt[PlacedOrder]) -> bool:
    """Whether the checkout has ended for no fault of the customer's: its submission is told so for ever."""
    refusal = attempt.outcome
    return isinstance(refusal, Refused) and refusal.slug == "try-again" and "checkout_id" in refusal.members


def submit_again(world: World, actor: Actor) -> Attempt[PlacedOrder]:
    """The browser sends the last submission once more, under the same name."""
    if not actor.submissions:
        raise AssertionError(f"{actor.role} has not submitted anything in this scenario")
    return submit(world, actor, *actor.submissions[-1])


def return_from_bank(world: World, actor: Actor) -> Attempt[PlacedOrder]:
    """The person returns from the bank's page to the checkout that waits for them."""
    checkout = world.shop.checkout
    return _kept(actor, lambda: checkout.return_from_bank(actor.credentials, actor.last_checkout_id))


def wait_for_outcome(world: World, actor: Actor) -> Attempt[PlacedOrder]:
    """The person's last checkout comes to its end without them."""
    checkout = world.shop.checkout
    return _kept(actor, lambda: checkout.outcome(actor.credentials, actor.last_checkout_id))


def _kept(actor: Actor, doing: Callable[[], PlacedOrder]) -> Attempt[PlacedOrder]:
    attempt = Attempt.at(f"the checkout of {actor.role}", doing)
    actor.attempts.append(attempt)
    if attempt.accepted or attempt.refused().slug not in _FORM_STAYS:
        open_checkout_page(actor)
    return attempt


def submit_concurrently(world: World, submissions: Sequence[tuple[Actor, str, dict[str, Any]]]) -> None:
    """All submissions at once, each on its own connection; the outcomes are kept with the persons."""
    run_concurrently([partial(submit, world, *each) for each in submissions])


def retry_until_decided(world: World, actors: Sequence[Actor]) -> None:
    """Whoever was asked to try again does so, until there is an order or a reason why there is none."""
    for actor in [each for each in actors if each.attempts and is_undecided(each.last_attempt)]:
        retry_until_answered(partial(check_out, world, actor))


def run_concurrently(acts: Sequence[Callable[[], object]]) -> None:
    """All at once; what one of them raises is raised."""
    with ThreadPoolExecutor(len(acts)) as pool:
        for outcome in [pool.submit(act) for act in acts]:
            outcome.result()


def buy(world: World, actor: Actor, copies: Mapping[str, int]) -> PlacedOrder:
    """The person has bought these copies; fails the scenario where that is refused."""
    fill_cart(world, actor, copies)
    return check_out(world, actor).succeeded()


def pays_with(method: str, card: str = "visa") -> PaymentChoice:
    """A way to pay."""
    return PaymentChoice(method, card)
