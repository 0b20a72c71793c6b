"""A scenario is skipped for what its steps declare and the target does not support, before it begins."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from environment.attach.forecast import forecast
from environment.attach.needs import unmet_needs, why_skipped
from environment.stack.offer import Offer
from environment.stack.unsupported import UnsupportedPart
from environment.topology import Topology, bookstore_topology, using_topology
from steps.drivers.adapter import OTHERS_CARTS
from steps.vocabulary.capabilities import Capability, UnsupportedCapability, needs
from steps.vocabulary.faults import parse_calls


@needs(Capability.FAULTS)
def cuts_an_arrow(context: Any) -> None:
    """A step."""


@needs(Capability.RESET, Capability.CLOCK)
def reconciles(world: Any) -> None:
    """What a word of a sentence stands for, such as a journey."""


def is_carried_out(context: Any, journey: Any) -> None:
    """A step that needs nothing by itself."""


@needs(Capability.PARTS, alone=("inventory",))
def is_down(context: Any) -> None:
    """A step that stops one part."""


def merges(context: Any) -> None:
    """A step that asks a port, by a name of its own for it."""
    cart = context.world.shop.cart
    cart.claim({}, {}, "")


def scenario_of(step: Any, *words: Any) -> tuple[Any, Any]:
    """A scenario of one step, and the registry that finds the step's function."""
    sentence = SimpleNamespace(keyword="Given", name="the arrow is cut")
    match = SimpleNamespace(func=step, arguments=[SimpleNamespace(name=None, value=word) for word in words])
    return SimpleNamespace(all_steps=[sentence]), SimpleNamespace(find_match=lambda _: match)


def reasons(step: Any, *words: Any, offer: Offer) -> list[str]:
    return [need.reason for need in unmet_needs(*scenario_of(step, *words), offer)]


def test_the_report_names_the_reason_and_the_step() -> None:
    offer = Offer({Capability.FAULTS: "the mesh forbids it"})
    assert why_skipped(unmet_needs(*scenario_of(cuts_an_arrow), offer)) == (
        'Skipped on this target: the mesh forbids it (needed for "Given the arrow is cut")'
    )
    assert reasons(cuts_an_arrow, offer=Offer({Capability.MAIL: "no mail"})) == []


def test_a_word_of_a_sentence_brings_the_needs_of_its_functions() -> None:
    journey = SimpleNamespace(name="a reconciliation", begin=reconciles)
    everything = Offer({capability: f"no {capability}" for capability in Capability})
    assert reasons(is_carried_out, journey, "a text", offer=everything) == ["no reset", "no clock"]


@pytest.fixture
def one_program() -> Iterator[None]:
    """A shop in which one program plays all services, and whose calls to the gateway alone are known."""
    ours = bookstore_topology()
    parts = {
        name: replace(part, player="vendure") if name in ours.services else part
        for name, part in ours.parts.items()
    }
    gateway = ours.points["payments -> gateway"]
    known = replace(gateway, operations=gateway.operations[:1])
    with using_topology(Topology("Vendure", parts, {known.arrow: known})):
        yield


@pytest.mark.usefixtures("one_program")
def test_calls_that_a_shop_does_not_have_are_named() -> None:
    assert reasons(is_carried_out, parse_calls("the order from checkout to orders"), offer=Offer()) == [
        "Vendure has no calls from checkout to orders: vendure is both"
    ]
    assert reasons(is_carried_out, "notifications -> mail", offer=Offer()) == [
        "Vendure has no calls from notifications to mail"
    ]
    first, *others = bookstore_topology().points["payments -> gateway"].words
    assert reasons(is_carried_out, parse_calls(f"the {first} from payments to gateway"), offer=Offer()) == []
    assert reasons(
        is_carried_out, parse_calls(f"the {others[0]} from payments to gateway"), offer=Offer()
    ) == [f'Vendure has no "{others[0]}" from payments to gateway']


@pytest.mark.usefixtures("one_program")
def test_a_shop_without_webhooks_runs_no_scenario_about_them() -> None:
    feature = "features/checkout_and_payment_gateway/repeated_and_late_webhooks.feature"
    reasons_of = {each.title: each.reasons for each in forecast(Offer(), (feature,)).scenarios}
    assert reasons_of["Every webhook is delivered three times"] == (
        "Vendure has no calls from gateway to payments",
    )


@pytest.mark.usefixtures("one_program")
def test_a_part_that_is_more_than_itself_is_not_stopped() -> None:
    assert reasons(is_down, offer=Offer()) == [
        "inventory cannot be stopped by itself: vendure is more than that"
    ]


def test_a_port_method_that_an_adapter_does_not_have_is_known_before_the_run() -> None:
    offer = Offer(not_offered={"cart.claim": "carts are not merged", "cart.add": "none"})
    assert reasons(merges, offer=offer) == ["carts are not merged"]


def test_a_step_without_a_definition_needs_nothing() -> None:
    scenario, _ = scenario_of(cuts_an_arrow)
    registry = SimpleNamespace(find_match=lambda _: None)
    assert unmet_needs(scenario, registry, Offer({Capability.FAULTS: "none"})) == ()


def test_the_use_of_an_unsupported_part_is_told_with_the_reason() -> None:
    inbox = UnsupportedPart(Capability.MAIL, "no inbox")
    with pytest.raises(UnsupportedCapability, match="the target does not support mail: no inbox"):
        inbox.of("a reader")


def test_a_run_against_a_bad_file_ends_with_one_sentence() -> None:
    behave = [sys.executable, "-m", "behave", "-D", "stack=attach", "-D", "target=missing.toml"]
    run = subprocess.run([*behave, "features/journeys"], capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert "-D target=missing.toml: there is no such file" in run.stdout + run.stderr
    assert "Traceback" not in run.stdout + run.stderr


def test_what_the_code_of_a_step_does_not_name_is_declared() -> None:
    offer = Offer(not_offered={OTHERS_CARTS: "no request names the cart of another customer"})

    @needs(methods=(OTHERS_CARTS,))
    def asks_for_the_cart_of_another(context: object) -> None:
        """Asks for it."""

    assert reasons(asks_for_the_cart_of_another, offer=offer) == [
        "no request names the cart of another customer"
    ]
