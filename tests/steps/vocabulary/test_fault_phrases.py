"""Phrases about faults are parsed strictly, and an error lists what is known."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from environment.faults.edges import Tls
from environment.faults.registry import all_kinds
from environment.stack.edges import all_edges
from environment.topology import topology
from steps.vocabulary.business_phrases import (
    EDGES_BY_CALLEE,
    REQUESTS,
    SERVICES,
    edge_to,
    requested_calls,
    service_called,
)
from steps.vocabulary.fault_spec import CallPattern
from steps.vocabulary.faults import (
    FaultEffect,
    effect_on_answers,
    effect_on_calls,
    effect_on_connections,
    next_call,
    parse_calls,
    parse_edge,
    service_with_database,
)

CHECKOUT_TO_INVENTORY = "checkout -> inventory"


def test_the_arrows_that_have_words_are_those_of_the_stack() -> None:
    certificate = Tls(Path("cert"), Path("key"), Path("ca"))
    edges = {edge.name for edge in all_edges(lambda name: (name, 1), "proxy", certificate)}
    assert edges - set(topology().uninvited) == set(topology().arrows)


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
    assert parse_calls(text) == CallPattern(CHECKOUT_TO_INVENTORY, nth=nth, next=following, text=text)


def test_an_operation_is_a_method_and_a_path_on_its_arrow() -> None:
    found = parse_calls("the confirmation from checkout to inventory")
    assert (found.edge, found.method) == (CHECKOUT_TO_INVENTORY, "POST")
    assert found.path == topology().point(CHECKOUT_TO_INVENTORY).operation("confirmation").path_pattern


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("the call from checkout to mail", "no arrow 'checkout -> mail'; there are: .*checkout -> orders"),
        ("the capture from cart to pricing", "'cart -> pricing' has no 'capture'; there are: call, quote"),
        (
            "the call from notifications to mail",
            "has no 'call'; there are: greeting, hello, sender, recipient",
        ),
        ("the 4th call from notifications to mail", "has no 'call'; there are: greeting"),
        ("every call from cart to postgres", "has no 'call'; there are: its work"),
        ("the call to inventory", "names no calls: write it like"),
    ],
)
def test_unknown_calls_are_refused_with_those_that_are_known(text: str, known: str) -> None:
    with pytest.raises(ValueError, match=known):
        parse_calls(text)


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("the greeting from notifications to mail", "GREETING"),
        ("the 2nd recipient from notifications to mail", "rcpt TO:<ada@readers.example>"),
        ("the content from notifications to mail", "data"),
        ("every handover from notifications to mail", "END OF DATA"),
    ],
)
def test_an_operation_of_smtp_is_a_command(text: str, command: str) -> None:
    commands = ["GREETING", "ehlo shop", "mail FROM:<a@b>", "rcpt TO:<ada@readers.example>", "data"]
    pattern = parse_calls(text).matching
    assert pattern is not None
    found = [each for each in (*commands, "END OF DATA", "QUIT") if re.search(pattern, each, re.IGNORECASE)]
    assert found == [command]


def test_the_next_call_to_the_mail_server_is_the_handover_of_a_mail() -> None:
    assert next_call("notifications -> mail") == CallPattern(
        "notifications -> mail", matching="^END\\ OF\\ DATA", next=1, word="handover"
    )
    assert next_call(CHECKOUT_TO_INVENTORY) == CallPattern(CHECKOUT_TO_INVENTORY, next=1)


@pytest.mark.parametrize(
    ("found", "kind", "parameters"),
    [
        (effect_on_calls("is reset"), "reset before", {}),
        (effect_on_calls("are reset"), "reset before", {}),
        (effect_on_calls("answer 503"), "status", {"code": 503}),
        (effect_on_calls("wait at a barrier until 2 have come"), "barrier", {"calls": 2}),
        (effect_on_answers("is lost"), "answer lost", {}),
        (effect_on_answers('has no "lines.0.sku"'), "missing field", {"field": "lines.0.sku"}),
        (
            effect_on_answers("is a 500 although the work is done"),
            "status",
            {"code": 500, "after_work": True},
        ),
        (effect_on_connections("left unanswered"), "connect timeout", {}),
    ],
)
def test_an_effect_is_a_kind_with_its_parameters(found: FaultEffect, kind: str, parameters: object) -> None:
    assert (found.kind, found.parameters) == (kind, parameters)
    assert kind in all_kinds()


@pytest.mark.parametrize(
    ("understand", "text", "known"),
    [
        (effect_on_calls, "is burned", "there are: is/are reset, gets/get no answer"),
        (effect_on_calls, "answers 200", r"answers/answer \{status\}"),
        (effect_on_answers, "is reset", "there are: is lost, never comes"),
        (effect_on_connections, "burned", "there are: refused, left unanswered, cut"),
        (parse_edge, "cart to mail", "there are: cart -> inventory"),
        (service_with_database, "basket", "there are: cart, checkout, inventory"),
        (edge_to, "the bank", "there are: the payment gateway"),
        (requested_calls, "dance", "there are: read the availability"),
        (service_called, "the mail server", "there are: inventory"),
    ],
)
def test_unknown_phrases_are_refused_with_those_that_are_known(
    understand: object, text: str, known: str
) -> None:
    assert callable(understand)
    with pytest.raises(ValueError, match=known):
        understand(text)


def test_business_phrases_stand_for_existing_edges_calls_and_services() -> None:
    assert set(EDGES_BY_CALLEE.values()) <= set(topology().arrows)
    assert all(parse_calls(calls).next == 1 for calls in REQUESTS.values())
    assert set(SERVICES.values()) <= set(topology().services)
