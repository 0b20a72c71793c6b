"""A cart that is submitted, and a checkout that waits for the bank."""

from __future__ import annotations

from uuid import uuid4

from environment.topology import topology
from steps.drivers.checkout import ChallengeRequired, PaymentChoice
from steps.tasks.contested.requests import ContestedObject
from steps.tasks.shopping import fill_cart, new_submission, open_checkout_page, put_on_sale
from steps.vocabulary.in_words import in_words
from steps.vocabulary.money import Money
from steps.vocabulary.operation_pairs import OperationPair
from steps.world.actors import Actor
from steps.world.world import World

_CONTINUATION, _SUBMISSION = "customer: continuation", "customer: submission"
_CONFIRMED_AT_THE_BANK = PaymentChoice("card", "asks for confirmation")


def contested_checkout(world: World, pair: OperationPair) -> ContestedObject:
    """A new customer's cart; where a request continues its checkout, that waits for the bank.

    The service asks payments again and again about a waiting checkout, and stores that it has. The requests
    are therefore held at the statements with which they take the cart or the checkout.
    """
    put_on_sale(world, "Dune", Money(950, "USD"))
    buyer = world.actors.customer(f"customer {uuid4().hex[:6]}")
    fill_cart(world, buyer, {"Dune": 1})
    waiting = _sent_to_bank(world, buyer) if _CONTINUATION in pair.operations else str(uuid4())
    if _SUBMISSION not in pair.operations:
        world.shop.sandbox.answer_challenge([waiting], "passed")
    open_checkout_page(buyer)
    _, submission = new_submission(world, buyer)
    database = topology().database_of("checkout")
    held = [database.operation(word).matching or "" for word in ("its work", "takeover for the customer")]
    return ContestedObject(
        "checkout",
        parameters={"checkout_id": waiting},
        bodies={_SUBMISSION: lambda _: submission},
        credentials={"customer": buyer.credentials},
        names=(str(buyer.customer_id), *filter(None, buyer.personal_data.values()), buyer.locale),
        statements="|".join(held),
        busy=("checkout-in-progress",),
        settle=world.wait_until_idle,
    )


def _sent_to_bank(world: World, buyer: Actor) -> str:
    """The id of the checkout."""
    usual, buyer.pays = buyer.pays, _CONFIRMED_AT_THE_BANK
    key, submission = new_submission(world, buyer)
    buyer.pays = usual
    try:
        bought = world.shop.checkout.submit(buyer.credentials, key, submission)
    except ChallengeRequired as required:
        return str(required.members["checkout_id"])
    raise AssertionError(f"the bank has asked for no confirmation: {in_words(bought)} was bought")
