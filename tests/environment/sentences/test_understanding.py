"""Why a step is no sentence: on sentences of this test, and for every way in which a run asks."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from behave.matchers import ParseMatcher
from behave.model import Step, Table
from behave.step_registry import StepRegistry

from environment.sentences.understanding import ExplainingRegistry, misunderstanding
from steps.parameter_types.registry import TYPES

assert TYPES  # the import registers the parameter types


def _pays(context: Any, who: str, amount: Any) -> None: ...


def _reads_table(context: Any) -> None:
    context.seen = context.table


@pytest.fixture
def registry() -> StepRegistry:
    made = StepRegistry()
    for step_type, pattern, function in (
        ("given", "{who:Who} pays {amount:Money}", _pays),
        ("when", "{who:Who} has paid {amount:Money}", _pays),
        ("given", "{who:Who} is refunded {amount:Money}", _pays),
        ("given", "{who:Who} is refunding {amount:Money}", _pays),
        ("given", "these titles", _reads_table),
        ("given", 'the shop is called "{name}"', _pays),
        ("given", "{calls:Calls} {effect:CallEffect}", _pays),
    ):
        made.steps[step_type].append(ParseMatcher(function, pattern, step_type))
    return made


def why(registry: StepRegistry, said: str, **below: Any) -> str:
    step = Step("x.feature", 3, "Given", "given", said, **below)
    return misunderstanding(step, registry.find_match(step), registry)


def test_a_sentence_with_allowed_values_is_understood(registry: StepRegistry) -> None:
    assert why(registry, "the customer pays $9.50") == ""
    assert why(registry, 'the shop is called "any text, $9.5 as well"') == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("the customer pays $9.5", "USD is written with 2 decimals; write it like $12.50, €9.99, "),
        ("the customer pays $9.5", '"$9.5" cannot stand for {amount} in "{who} pays {amount}" ('),
        ("the customer pays much", '"much" cannot stand for {amount}'),
        ("the cat pays $9.50", '"the cat" cannot stand for {who} in "{who} pays {amount}"'),
        ("the cat pays much", '"the cat" cannot stand for {who}'),
        ("the cat pays much", '"much" cannot stand for {amount}'),
        ("the customer is refund $9.50", 'did you mean "Given the customer is refunded $9.50"? ('),
        ("the customer is refund $9.50", '), or "Given the customer is refunding $9.50" ('),
        ("the customer payss $9.50", 'did you mean "Given the customer pays $9.50"?'),
        ("the customer has paid $9.50", "it is a When sentence ("),
        ("the shop is caled so", 'the nearest is "Given the shop is called "{name}"" ('),
        ("every letter from cart to pricing is reset", "has no 'letter'; there are: call, quote"),
        ("nothing like it was ever written before", "`make sentences` lists all there are"),
        ("the shop is called \u201cMine\u201d", 'write "the shop is called "Mine"", with characters of'),
    ],
)  # fmt: skip
def test_a_step_that_is_no_sentence_says_why(registry: StepRegistry, text: str, said: str) -> None:
    assert said in why(registry, text)


def test_a_table_that_no_step_reads_is_refused(registry: StepRegistry) -> None:
    table = Table(["title"], line=4)
    assert why(registry, "these titles", table=table) == ""
    assert "the table below" in why(registry, "the customer pays $9.50", table=table)
    assert "the text in quotes below" in why(registry, "these titles", text="a text")


def test_for_a_run_such_a_step_is_undefined_and_has_the_reason(registry: StepRegistry) -> None:
    explaining = ExplainingRegistry(registry)
    wrong = Step("x.feature", 3, "Given", "given", "the customer pays $9.5")
    assert explaining.find_match(wrong) is None
    assert wrong.error_message.startswith('"$9.5" cannot stand for {amount}')
    right = Step("x.feature", 3, "Given", "given", "the customer pays $9.50")
    assert explaining.find_match(right).func is _pays
    assert right.error_message is None


def test_an_error_that_is_not_about_a_value_is_told_as_well(registry: StepRegistry) -> None:
    def broken(text: str) -> str:
        raise KeyError(text)

    broken.pattern = ".+"  # type: ignore[attr-defined]
    types = SimpleNamespace(**TYPES, Broken=broken)
    registry.steps["given"].insert(0, ParseMatcher(_pays, "broken {x:Broken}", "given", vars(types)))
    assert why(registry, "broken thing") == "\"broken thing\" is not understood: 'thing'"
