"""What a shopper does, put together from several services: fill a cart, look at the total, submit."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any
from uuid import uuid4

from steps.drivers.api import Refused
from steps.drivers.cart import Claimed, Quoted
from steps.drivers.checkout import Bought, PaymentChoice
from steps.tasks.retrying import repeated, undecided, until_answered
from steps.vocabulary.money import Money
from steps.world.actors import Addition, Person
from steps.world.attempt import Attempt
from steps.world.catalog import DEFAULT_COPIES
from steps.world.world import World


def put_on_sale(world: World, title: str, price: Money, copies: int = DEFAULT_COPIES) -> None:
    """The title is on the shelf and has a price."""
    world.catalog.prices[title] = price
    staff, sku = world.people.staff(), world.catalog.sku(title)
    world.shop.inventory.receive(staff, sku, title, copies)
    world.shop.pricing.set_price(staff, sku, price)


def fill_cart(world: World, person: Person, copies: Mapping[str, int]) -> None:
    """The person's cart holds these copies by title; a cart is opened where there is none."""
    if person.cart_id is None:
        currency = world.catalog.price(next(iter(copies))).currency
        person.cart_id, cart_token = world.shop.cart.open(person.credentials, currency)
        if cart_token:
            person.credentials = {"cart-token": cart_token}
    for title, count in copies.items():
        world.shop.cart.add(person.credentials, person.cart, world.catalog.sku(title), count)


def add(world: World, person: Person, addition: Addition) -> None:
    """The browser adds these copies; sent again, they are added once."""
    person.addition = addition
    cart = (person.credentials, person.cart)
    world.shop.cart.add(*cart, addition.sku, addition.copies, addition.key)


def sign_in(world: World, guest: Person, customer: Person) -> Claimed:
    """The guest turns out to be this customer, who goes on with what both carts held."""
    claimed = world.shop.cart.claim(customer.credentials, guest.credentials, guest.cart)
    customer.cart_id = claimed.cart_id
    return claimed


def take_over(world: World, stranger: Person, owner: Person) -> Claimed:
    """The stranger knows the id of the owner's cart, and has a cart token of their own."""
    _, token = world.shop.cart.open({}, "USD")
    return world.shop.cart.claim(stranger.credentials, {"cart-token": str(token)}, owner.cart)


def new_submission(world: World, person: Person) -> tuple[str, dict[str, Any]]:
    """What the browser sends, under a new name: cart, address, card token, and the total that was shown."""
    seen = person.seen or look(world, person)
    return str(uuid4()), {
        "cart_id": person.cart,
        "email": person.email,
        "locale": person.locale,
        "ship_to": person.address,
        "payment": _payment(world, person.pays),
        "expected_total": seen.total.body(),
        "cart_version": seen.version,
    }


def _payment(world: World, pays: PaymentChoice | None) -> dict[str, str] | None:
    return {"method": pays.method, "token": world.shop.gateway.tokenize(pays.card)} if pays else None


def look(world: World, person: Person) -> Quoted:
    """What the person's cart costs now."""
    return world.shop.cart.quote(person.credentials, person.cart, person.address)


def check_out(world: World, person: Person) -> Attempt[Bought]:
    """A new submission of the person's cart."""
    return submit(world, person, *new_submission(world, person))


def submit(world: World, person: Person, key: str, body: dict[str, Any]) -> Attempt[Bought]:
    """This very submission, kept with its outcome."""
    person.submissions.append((key, body))
    return _kept(person, lambda: world.shop.checkout.submit(person.credentials, key, body))


def submit_until_answered(world: World, person: Person) -> None:
    """The same submission again and again; a new one where a checkout has ended and can be tried again."""
    begun = [repeated("looking at the total", lambda: new_submission(world, person)).succeeded()]

    def submit_the_last() -> Attempt[Bought]:
        attempt = submit(world, person, *begun[-1])
        if _came_to_nothing(attempt):
            begun.append(new_submission(world, person))
        return attempt

    until_answered(submit_the_last)


def _came_to_nothing(attempt: Attempt[Bought]) -> bool:
    """Whether the checkout has ended for no fault of the customer's: its submission is told so for ever."""
    refusal = attempt.outcome
    return isinstance(refusal, Refused) and refusal.slug == "try-again" and "checkout_id" in refusal.members


def submit_again(world: World, person: Person) -> Attempt[Bought]:
    """The browser sends the last submission once more, under the same name."""
    if not person.submissions:
        raise AssertionError(f"{person.role} has not submitted anything in this scenario")
    return submit(world, person, *person.submissions[-1])


def come_back(world: World, person: Person) -> Attempt[Bought]:
    """The person returns from the bank's page to the checkout that waits for them."""
    checkout = world.shop.checkout
    return _kept(person, lambda: checkout.come_back(person.credentials, person.last_checkout_id))


def go_on_alone(world: World, person: Person) -> Attempt[Bought]:
    """The person's last checkout comes to its end without them."""
    checkout = world.shop.checkout
    return _kept(person, lambda: checkout.outcome(person.credentials, person.last_checkout_id))


def _kept(person: Person, doing: Callable[[], Bought]) -> Attempt[Bought]:
    attempt = Attempt.at(f"the checkout of {person.role}", doing)
    person.attempts.append(attempt)
    return attempt


def at_the_same_moment(world: World, submissions: Sequence[tuple[Person, str, dict[str, Any]]]) -> None:
    """All submissions at once, each on its own connection; the outcomes are kept with the persons."""
    side_by_side([partial(submit, world, *each) for each in submissions])


def until_decided(world: World, people: Sequence[Person]) -> None:
    """Whoever was asked to try again does so, until there is an order or a reason why there is none."""
    for person in [each for each in people if each.attempts and undecided(each.last_attempt)]:
        until_answered(partial(check_out, world, person))


def side_by_side(acts: Sequence[Callable[[], object]]) -> None:
    """All at once; what one of them raises is raised."""
    with ThreadPoolExecutor(len(acts)) as pool:
        for outcome in [pool.submit(act) for act in acts]:
            outcome.result()


def bought(world: World, person: Person, copies: Mapping[str, int]) -> Bought:
    """The person has bought these copies; fails the scenario where that is refused."""
    fill_cart(world, person, copies)
    return check_out(world, person).succeeded()


def pays_with(method: str, card: str = "visa") -> PaymentChoice:
    """A way to pay."""
    return PaymentChoice(method, card)
