"""The scenarios that find most within a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from environment.choosing.known_scenario import KnownScenario
from environment.choosing.noticed_defects import NoticedDefects
from environment.choosing.risk import Risk
from environment.evidence.baseline.committed import CommittedBaseline

_LEAST_SECONDS = 0.1


@dataclass(frozen=True)
class BudgetedScenarios:
    """names: the scenarios of the set. seconds: how long they take one after the other.

    reached, goals: how many of the goals are reached by one of them, of how many that could be.
    """

    names: frozenset[str]
    seconds: float
    reached: int
    goals: int


def goals_of(
    scenarios: Iterable[KnownScenario], noticed: NoticedDefects, baseline: CommittedBaseline
) -> dict[str, frozenset[str]]:
    """The seeded defects that each scenario has noticed, and the arrows that it crosses, by its name."""

    def arrows(scenario: KnownScenario) -> Iterable[str]:
        known = baseline.of(scenario.identity)
        return (each.arrow for each in known.operations) if known else ()

    nothing = frozenset[str]()
    return {each.name: noticed.by_scenario.get(each.name, nothing).union(arrows(each)) for each in scenarios}


def first_within_budget(order: Sequence[KnownScenario], seconds: float) -> BudgetedScenarios:
    """The first of an order that so many seconds of one worker have room for; smoke scenarios are always in.

    One that does not fit leaves its room to those behind it.
    """
    chosen = {each.name: each.seconds for each in order if each.smoke}
    spent = sum(chosen.values())
    for each in order:
        if each.name not in chosen and spent + each.seconds <= seconds:
            chosen[each.name] = each.seconds
            spent += each.seconds
    return BudgetedScenarios(frozenset(chosen), spent, 0, 0)


def within_budget(
    scenarios: Sequence[KnownScenario], goals: Mapping[str, frozenset[str]], risk: Risk, seconds: float
) -> BudgetedScenarios:
    """The set for so many seconds of one worker. Smoke scenarios are in it, even if they take longer.

    `goals` are what the scenarios reach, by name, as `goals_of` gives it. The scenario that reaches most new
    goals for its time is next (the greedy cover). Where no goal is left, those with the most risk for their
    time fill the rest: what they cover beside it counts.
    """
    chosen = {each.name: each.seconds for each in scenarios if each.smoke}
    left = {goal for each in scenarios for goal in goals.get(each.name, ())}
    all_goals = len(left)
    left -= {goal for name in chosen for goal in goals.get(name, ())}
    due = [each for each in scenarios if each.name not in chosen]
    spent = sum(chosen.values())

    def worth(each: KnownScenario) -> tuple[float, float]:
        new = len(left & goals.get(each.name, frozenset()))
        return new / max(_LEAST_SECONDS, each.seconds), risk.for_each_second(each)

    while fitting := [each for each in due if spent + each.seconds <= seconds]:
        best = max(fitting, key=worth)
        if not left & goals.get(best.name, frozenset()):
            break
        due = [each for each in fitting if each is not best]
        chosen[best.name] = best.seconds
        spent += best.seconds
        left -= goals[best.name]
    for each in risk.order(fitting, begun=(each for each in scenarios if each.name in chosen)):
        if spent + each.seconds <= seconds:
            chosen[each.name] = each.seconds
            spent += each.seconds
    return BudgetedScenarios(frozenset(chosen), spent, all_goals - len(left), all_goals)
