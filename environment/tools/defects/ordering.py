"""The scenarios that a defect may be shown to."""

from __future__ import annotations

from environment.attach.forecast import load
from environment.attach.needs import unmet_needs
from environment.choosing.known_scenario import KnownScenario, name_of
from environment.choosing.likely.scenario_text import text_of
from environment.choosing.through_browser import select_pages
from environment.choosing.untold import browser_offer, untold
from environment.session.selection import selected
from environment.session.workers.durations import DURATIONS_OF_PAGES, expected_durations, known_durations
from environment.topology import topology_through_pages, using_topology


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
    """What the scenarios of the default run say, by name."""
    features, *_ = load(("features",))
    return {name_of(each): text_of(each) for feature in features for each in feature.walk_scenarios()}
