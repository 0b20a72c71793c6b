"""What features say about faults is understood strictly, and who errs is told what is known."""

from __future__ import annotations

from pathlib import Path

import pytest

from environment.faults.edges import Tls
from environment.faults.registry import all_kinds
from environment.stack.edges import all_edges
from environment.topology.operations import ACTS, ARROWS, STORES
from steps.vocabulary.business_phrases import DEEDS, KEEPERS, PARTIES, deed, keeper, party
from steps.vocabulary.faults import Calls, Mishap, arrow, database, to_answers, to_calls, to_connections

CHECKOUT_TO_INVENTORY = "checkout -> inventory"


def test_the_arrows_that_have_words_are_those_of_the_stack() -> None:
    certificate = Tls(Path("cert"), Path("key"), Path("ca"))
    assert {edge.name for edge in all_edges(lambda name: (name, 1), "proxy", certificate)} == ARROWS


@pytest.mark.parametrize(
    ("text", "nth", "following"),
    [
        ("the call from checkout to inventory", None, 1),
        ("the 2nd call from checkout to inventory", 2, None),
        ("the 11th call from checkout to inventory", 11, None),
        ("the first 3 calls from checkout to inventory", None, 3),
        ("every call from checkout to inventory", None, None),
        ("calls from checkout to inventory", None, None),
    ],
)
def test_a_number_says_which_calls_are_meant(text: str, nth: int | None, following: int | None) -> None:
    assert Calls.parse(text) == Calls(CHECKOUT_TO_INVENTORY, None, None, nth, following, text)


def test_an_act_is_a_method_and_a_path_on_its_arrow() -> None:
    found = Calls.parse("the confirmation from checkout to inventory")
    assert (found.arrow, found.method) == (CHECKOUT_TO_INVENTORY, "POST")
    assert found.path == ACTS[CHECKOUT_TO_INVENTORY]["confirmation"].path


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("the call from checkout to mail", "no arrow 'checkout -> mail'; there are: .*checkout -> orders"),
        ("the capture from cart to pricing", "'cart -> pricing' has no 'capture'; there are: call, quote"),
        ("the call to inventory", "names no calls: write it like"),
    ],
)
def test_calls_nobody_knows_are_told_with_those_that_are_known(text: str, known: str) -> None:
    with pytest.raises(ValueError, match=known):
        Calls.parse(text)


@pytest.mark.parametrize(
    ("found", "kind", "parameters"),
    [
        (to_calls("is reset"), "reset before", {}),
        (to_calls("are reset"), "reset before", {}),
        (to_calls("answer 503"), "status", {"code": 503}),
        (to_calls("wait at a barrier until 2 have come"), "barrier", {"calls": 2}),
        (to_answers("is lost"), "answer lost", {}),
        (to_answers('has no "lines.0.sku"'), "missing field", {"field": "lines.0.sku"}),
        (to_answers("is a 500 all the same"), "status", {"code": 500, "after_work": True}),
        (to_connections("left unanswered"), "connect timeout", {}),
    ],
)
def test_a_mishap_is_a_kind_with_its_parameters(found: Mishap, kind: str, parameters: object) -> None:
    assert (found.kind, found.parameters) == (kind, parameters)
    assert kind in all_kinds()


@pytest.mark.parametrize(
    ("understand", "text", "known"),
    [
        (to_calls, "is burned", "there are: is/are reset, gets/get no answer"),
        (to_calls, "answers 200", r"answers/answer \{status\}"),
        (to_answers, "is reset", "there are: is lost, never comes"),
        (to_connections, "burned", "there are: cut, left unanswered, refused"),
        (arrow, "cart to mail", "there are: cart -> inventory"),
        (database, "basket", "there are: cart, checkout, inventory"),
        (party, "the bank", "there are: the payment gateway"),
        (deed, "dance", "there are: read the availability"),
        (keeper, "the mail server", "there are: inventory"),
    ],
)
def test_words_nobody_knows_are_told_with_those_that_are_known(
    understand: object, text: str, known: str
) -> None:
    assert callable(understand)
    with pytest.raises(ValueError, match=known):
        understand(text)


def test_the_words_of_product_owners_stand_for_what_there_is() -> None:
    assert set(PARTIES.values()) <= ARROWS
    assert all(Calls.parse(calls).next == 1 for calls in DEEDS.values())
    assert set(KEEPERS.values()) <= STORES.keys()
