"""All scenarios of the feature files: how many each tier has, as every report counts them, and their titles.

A scenario is one row of an outline, or a scenario without examples. The default run has as many every day:
its samples of the long tables have other rows, and always the same number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from behave.parser import parse_file

from environment.reporting.behave_model import title_of
from environment.reporting.tiers import DEFAULT_RUN, tier_of
from environment.session.long_tables import fill_long_tables
from environment.session.matrix.expansion import CellSelection, fill_examples
from environment.session.samples import seed_of_today


@dataclass(frozen=True)
class Population:
    """titles: as reports have them. tiers: the number of scenarios by tier."""

    titles: frozenset[str] = frozenset()
    tiers: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, features: Iterable[Any]) -> Population:
        """Of parsed features whose tables are filled."""
        scenarios = [scenario for feature in features for scenario in feature.walk_scenarios()]
        tiers = Counter(tier_of(scenario.effective_tags) for scenario in scenarios)
        return cls(frozenset(map(title_of, scenarios)), tiers)

    def share(self, ran: Counter[str]) -> tuple[str, bool]:
        """How many scenarios of each tier ran, in words, and whether these are all of each tier that ran.

        ``975 scenarios``, ``2 of 975 scenarios``, ``12 of 978 @matrix scenarios``
        """
        touched = [tier for tier in self.tiers if ran[tier]] or [DEFAULT_RUN]
        words = ", ".join(_share_in_words(tier, ran[tier], self.tiers[tier]) for tier in touched)
        return words, all(ran[tier] >= self.tiers[tier] for tier in touched)


def _share_in_words(tier: str, ran: int, of: int) -> str:
    return f"{ran} {in_words(tier)}" if ran >= of else f"{ran} of {of} {in_words(tier)}"


def in_words(tier: str) -> str:
    """What the scenarios of a tier are called."""
    return "scenarios" if tier == DEFAULT_RUN else f"@{tier} scenarios"


def population(folder: Path) -> Population:
    """Of the features in a folder and below. Raises BadMatrix or TableError for mistakes in the tables."""
    features = [parse_file(str(file)) for file in sorted(folder.rglob("*.feature"))]
    fill_all_tables(features)
    return Population.of(features)


def fill_all_tables(features: list[Any], seed: str = "") -> None:
    """Add the rows of the matrix and of the long tables, with the samples for today, as a run does.

    `seed` is that of a run with -D sample_seed.
    """
    fill_examples(features, CellSelection())
    fill_long_tables(features, seed or seed_of_today())
