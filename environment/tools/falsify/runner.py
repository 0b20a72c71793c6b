"""The runner of `make falsify`: few scenarios, which together use every Then sentence."""

from __future__ import annotations

from typing import Any

from behave.configuration import Configuration

from environment.runner import AcceptanceRunner
from environment.session.selection import selected
from environment.tools.falsify.selection import cover
from environment.tools.falsify.sentences import Elsewhere, then_steps, values_elsewhere
from environment.tools.falsify.true_sentences import NOT_ASKED

_REPORT = "allure"
_LOAD_TAG, _LOAD_COST = "load", 50.0


class FalsifyRunner(AcceptanceRunner):
    """Runs a covering set of the selected scenarios, and asks each of their Then sentences again."""

    hooks_module = "environment.tools.falsify.hooks"

    def __init__(self, config: Configuration) -> None:
        _admit_load_scenarios(config)
        _without_report(config)
        super().__init__(config)
        self.elsewhere: Elsewhere = {}

    def _run_prepared(self, features: list[Any]) -> bool:
        scenarios = selected(features, self.config)
        uses = {
            id(each): {used.sentence for used in then_steps(each)} - NOT_ASKED.keys() for each in scenarios
        }
        due = cover(uses, {id(each): _cost(each) for each in scenarios})
        self.elsewhere = values_elsewhere(scenarios)
        for scenario in scenarios:
            if id(scenario) not in due:
                scenario.skip()
        print(f"{len(due)} scenarios use {sum(map(len, due.values()))} Then sentences")
        return super()._run_prepared(features)


def _admit_load_scenarios(config: Configuration) -> None:
    """Select load scenarios as well, unless --tags is given: one sentence is used in them alone."""
    if config.tags == config.default_tags:
        config.tags = config.default_tags = [each for each in config.tags if _LOAD_TAG not in each]
        config.setup_tag_expression(config.tags)


def _without_report(config: Configuration) -> None:
    """Keep the Allure results of the last acceptance run."""
    place = config.format.index(_REPORT) if _REPORT in config.format else None
    if place is not None:
        del config.format[place], config.outputs[place : place + 1]


def _cost(scenario: Any) -> float:
    load = _LOAD_COST if _LOAD_TAG in scenario.effective_tags else 0.0
    return load + len(list(scenario.all_steps))
