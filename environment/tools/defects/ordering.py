"""The scenarios that a defect may be shown to, and the order that is likely to show it soonest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from environment.attach.forecast import load
from environment.attach.needs import unmet_needs
from environment.choosing.known_scenario import KnownScenario, name_of
from environment.choosing.through_browser import select_pages
from environment.choosing.untold import browser_offer, untold
from environment.evidence.baseline.scenario_id import ScenarioId
from environment.session.selection import selected
from environment.session.workers.durations import DURATIONS_OF_PAGES, expected_durations, known_durations
from environment.topology import topology_through_pages, using_topology

_NEIGHBOR = 0.8


def known_scenarios() -> tuple[KnownScenario, ...]:
    """The scenarios of the default run, in the order of their files."""
    features, _, config = load(("features",))
    due = selected(features, config)
    seconds = expected_durations(map(name_of, due))
    return tuple(KnownScenario.of_scenario(each, seconds) for each in due)


def scenarios_of_pages() -> tuple[KnownScenario, ...]:
    """Those of a default run through the browser that pages can tell."""
    features, registry, config = load(("features",))
    select_pages(config)
    seconds, offer = known_durations(DURATIONS_OF_PAGES), browser_offer()
    with using_topology(topology_through_pages()):
        return tuple(
            KnownScenario.of_scenario(each, seconds)
            for each in selected(features, config)
            if not unmet_needs(each, registry, offer) and untold().why_not(each, registry) is None
        )


def scenario_texts() -> dict[str, str]:
    """What the scenarios of the default run say, by name: feature, rule, title and sentences."""
    features, *_ = load(("features",))
    return {
        name_of(each): " ".join(
            (each.filename, *_titles_above(each), each.name, *(step.name for step in each.all_steps))
        )
        for feature in features
        for each in feature.walk_scenarios()
    }


def _titles_above(element: Any) -> Iterator[str]:
    """The titles of the outline, rule and feature that an element stands in."""
    while (element := getattr(element, "parent", None)) is not None:
        yield element.name


def in_order(
    scenarios: Iterable[KnownScenario], weights: Mapping[ScenarioId, float], likeness: Mapping[str, float]
) -> tuple[str, ...]:
    """The names of the scenarios, the most promising first.

    weights: how specific each scenario is for the change.
    likeness: by name, how much a scenario speaks of what the defect is about (0 to 1).

    First what is most alike, then what is at stake, what is specific, and what is quick. Of a feature each
    further scenario is worth less: where one has not noticed a change, its neighbor rarely does.
    """
    features: defaultdict[str, list[KnownScenario]] = defaultdict(list)

    def rank(each: KnownScenario, worth: float) -> tuple[float, int, float, float, str]:
        return -worth, each.stake, -weights[each.identity], each.seconds, each.name

    def first_rank(each: KnownScenario) -> tuple[float, int, float, float, str]:
        return rank(each, likeness.get(each.name, 0.0))

    for each in sorted(scenarios, key=first_rank):
        features[each.identity.feature].append(each)
    ranked = [
        (rank(each, likeness.get(each.name, 0.0) * _NEIGHBOR**turn), turn)
        for group in features.values()
        for turn, each in enumerate(group)
    ]
    ordered = sorted(ranked, key=lambda it: (it[0][0], it[1], it[0]))
    return tuple(ranks[-1] for ranks, _ in ordered)


def in_turn(*orders: Iterable[str]) -> tuple[str, ...]:
    """The names of several orders, one of each in turn; none twice."""
    return tuple(dict.fromkeys(chain.from_iterable(zip(*orders, strict=True))))
