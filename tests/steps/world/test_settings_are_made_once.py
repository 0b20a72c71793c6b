"""A sentence that would replace what another one has set is refused, with both sentences."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from behave.model import Step
from behave.runner import the_step_registry
from behave.runner_util import load_step_modules

from environment.hooks import words
from steps.tasks.shopping import put_on_sale
from steps.vocabulary.money import Money
from steps.world.actors import Actors
from steps.world.catalog import Catalog
from steps.world.scenario_state import MerchantState
from steps.world.set_once import SetOnce, SetTwice

assert words  # the import registers the parameter types of the sentences
EXPIRED = 'the customer pays with a card that is declined as "expired card"'
PRICE = Money(950, "USD")


class Scenario:
    """A scenario without a shop: it can play the Given sentences that only set something."""

    def __init__(self) -> None:
        load_step_modules(["steps"])
        identity: Any = SimpleNamespace(token=lambda *_, **__: "a token")
        received = self.received = list[tuple[str, int]]()
        priced = self.priced = list[Money]()
        inventory = SimpleNamespace(receive=lambda _, __, title, copies: received.append((title, copies)))
        pricing = SimpleNamespace(
            set_price=lambda _, __, price: priced.append(price), ship_free=lambda *_: None
        )
        shop = SimpleNamespace(inventory=inventory, pricing=pricing)
        self.world: Any = SimpleNamespace(
            set_once=SetOnce(),
            catalog=Catalog(),
            shop=shop,
            actors=Actors(identity, identity),
            merchant=MerchantState(),
        )

    def given(self, *sentences: str) -> None:
        """Run the step definitions of these sentences, as a run does."""
        for sentence in sentences:
            self.world.set_once.sentence = f"Given {sentence}"
            match = the_step_registry.find_match(Step("test", 0, "Given", "given", sentence))
            values = {argument.name: argument.value for argument in match.arguments}
            match.func(SimpleNamespace(world=self.world), **values)


@pytest.mark.parametrize(
    "second",
    [
        "the customer's first card has been declined",
        "the customer pays with a wallet",
        "the customer pays with a reusable card",
        "the customer pays with a card whose bank asks for confirmation",
        "the customer chooses no payment method",
        EXPIRED,
    ],
)
def test_a_second_payment_method_is_refused(second: str) -> None:
    scenario = Scenario()
    with pytest.raises(SetTwice) as refused:
        scenario.given(EXPIRED, second)
    assert str(refused.value).startswith(
        "the payment method of the customer is set twice in this scenario: "
        f'first by "Given {EXPIRED}", then by "Given {second}".'
    )
    assert scenario.world.actors.named("customer").pays.card == "expired card"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("the customer reads German", "the customer reads French"),
        ('the customer is called "Ada"', 'the customer is called "Eve"'),
        ("the customer lives in Japan", "the customer lives in Germany"),
        (
            "the customer's mail address is a@readers.example",
            "the customer's mail address is b@readers.example",
        ),
        (
            "the customer's mail address ends with a soft hyphen",
            "the customer's mail address is b@readers.example",
        ),
        ("a merchant has a card expired", "a merchant has a card without funds"),
        ('the shop has 5 copies of "Dune" at $9.50', 'the shop has 5 copies of "Dune" at $9.60'),
        ('the shop has 5 copies of "Dune" at $9.50', 'the shop has 6 copies of "Dune" at $9.50'),
    ],
)
def test_no_setting_is_silently_replaced(first: str, second: str) -> None:
    with pytest.raises(SetTwice, match="is set twice in this scenario: first by"):
        Scenario().given(first, second)


def test_two_people_and_two_settings_do_not_collide() -> None:
    scenario = Scenario()
    scenario.given(EXPIRED, "another customer pays with a wallet", "the customer reads German")
    assert scenario.world.actors.named("another customer").pays.method == "wallet"


def test_a_title_that_two_sentences_put_on_sale_alike_is_received_once() -> None:
    scenario = Scenario()
    for _ in range(2):
        put_on_sale(scenario.world, "Dune", PRICE, 5)
    assert scenario.received == [("Dune", 5)]


def test_a_sentence_without_a_number_of_copies_brings_no_more() -> None:
    scenario = Scenario()
    put_on_sale(scenario.world, "Dune", PRICE, 5)
    put_on_sale(scenario.world, "Dune", PRICE)
    assert scenario.received == [("Dune", 5)]


def test_prices_in_two_currencies_are_two_settings() -> None:
    scenario = Scenario()
    euros = Money(999, "EUR")
    put_on_sale(scenario.world, "Dune", PRICE, 5)
    put_on_sale(scenario.world, "Dune", euros)
    assert scenario.world.catalog.price("Dune") == euros
    assert scenario.priced == [PRICE, euros]
    with pytest.raises(SetTwice, match='the EUR price of "Dune" is set twice'):
        put_on_sale(scenario.world, "Dune", Money(998, "EUR"))
