"""Which faults let a checkout wait for nothing but its next attempt."""

import pytest

from steps.vocabulary.fault_spec import CallPattern, FaultSpec
from steps.vocabulary.faults import effect_on_answers, fails_for_good, parse_calls


def _answers(effect: str, calls: str) -> FaultSpec:
    parsed = effect_on_answers(effect)
    return FaultSpec("a fault", parse_calls(calls), parsed.kind, parsed.parameters)


@pytest.mark.parametrize("effect", ["is lost", "is garbage", 'has a 0 as "grand_total"'])
def test_a_fault_of_every_answer_lasts(effect: str) -> None:
    assert fails_for_good(_answers(effect, "every binding quote from checkout to pricing"))


@pytest.mark.parametrize(
    "calls",
    ["the binding quote from checkout to pricing", "the first 2 binding quotes from checkout to pricing"],
)
def test_a_fault_of_some_answers_ends(calls: str) -> None:
    assert not fails_for_good(_answers("is lost", calls))


@pytest.mark.parametrize("effect", ["never comes", "is late", "comes in drops"])
def test_a_fault_that_takes_its_time_is_waited_for(effect: str) -> None:
    assert not fails_for_good(_answers(effect, "every binding quote from checkout to pricing"))


def test_a_fault_that_heals_itself_ends() -> None:
    assert not fails_for_good(
        FaultSpec("a fault", CallPattern("checkout -> pricing"), "refused", seconds=1.0)
    )
