"""The runner of `make falsify`: few scenarios, which together use every Then sentence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from behave.configuration import Configuration

from environment.runner import AcceptanceRunner
from environment.session.selection import selected, without_report
from environment.tools.falsify.asking import AskingCount
from environment.tools.falsify.selection import cover
from environment.tools.falsify.sentences import Elsewhere, actors_in, then_steps, values_elsewhere
from environment.tools.falsify.true_sentences import NOT_ASKED

_LOAD_TAG, _LOAD_COST = "load", 50.0


class FalsifyRunner(AcceptanceRunner):
    """Runs a covering set of the selected scenarios, and asks each of their Then sentences again."""

    hooks_module = "environment.tools.falsify.hooks"
    keeps_history = False

    def __init__(self, config: Configuration) -> None:
        _admit_load_scenarios(config)
        without_report(config)
        super().__init__(config)
        self.elsewhere: Elsewhere = {}
        self.count = AskingCount()

    def _run_prepared(self, features: list[Any]) -> bool:
        scenarios = selected(features, self.config)
        uses = {id(each): set(_tasks(each)) for each in scenarios}
        due = cover(uses, {id(each): _cost(each) for each in scenarios})
        self.elsewhere = values_elsewhere(scenarios)
        for scenario in scenarios:
            if id(scenario) not in due:
                scenario.skip()
        sentences = {sentence for tasks in due.values() for sentence, _ in tasks}
        print(f"{len(due)} scenarios use {len(sentences)} Then sentences")
        failed = super()._run_prepared(features)
        print(f"in this process, {self.count}")
        return failed


def _tasks(scenario: Any) -> Iterator[tuple[str, bool]]:
    """Each Then sentence of the scenario; once more, where it names one of several actors."""
    actors = actors_in(scenario)
    for used in then_steps(scenario):
        if used.sentence not in NOT_ASKED:
            yield used.sentence, False
            if len(actors) > 1 and any(each.type == "Who" for each in used.parameters.values()):
                yield used.sentence, True


def _admit_load_scenarios(config: Configuration) -> None:
    """Select load scenarios as well, unless --tags is given: one sentence is used in them alone."""
    if config.tags == config.default_tags:
        config.tags = config.default_tags = [each for each in config.tags if _LOAD_TAG not in each]
        config.setup_tag_expression(config.tags)


def _cost(scenario: Any) -> float:
    load = _LOAD_COST if _LOAD_TAG in scenario.effective_tags else 0.0
    return load + len(list(scenario.all_steps))
