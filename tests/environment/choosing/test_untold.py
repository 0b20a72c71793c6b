"""What no page can tell is named as it is: each sentence is one of the features, each scenario exists."""

from __future__ import annotations

import re

import pytest

from environment.attach.forecast import load
from environment.choosing.untold import browser_offer, key_of, untold
from environment.world.offered_ports import OWN_API, OWN_TOKENS, port_methods


@pytest.fixture(scope="module")
def steps_by_scenario() -> dict[str, set[str]]:
    """The sentences of each scenario, by its key."""
    features, _, _ = load(("features",))
    found: dict[str, set[str]] = {}
    for each in (scenario for feature in features for scenario in feature.walk_scenarios()):
        found.setdefault(key_of(each), set()).update(step.name for step in each.all_steps)
    return found


def test_each_port_method_exists() -> None:
    assert untold().port_methods.keys() - {*port_methods(), OWN_API, OWN_TOKENS} == set()
    assert browser_offer().not_offered == untold().port_methods


def test_each_sentence_is_one_of_the_features(steps_by_scenario: dict[str, set[str]]) -> None:
    every = set[str]().union(*steps_by_scenario.values())
    unused = [one for one in untold().sentences if not any(re.fullmatch(one, step) for step in every)]
    assert unused == []


def test_each_scenario_exists(steps_by_scenario: dict[str, set[str]]) -> None:
    assert untold().scenarios.keys() - steps_by_scenario.keys() == set()
