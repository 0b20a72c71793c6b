"""The shards of a run: how they are named, and which scenarios each has."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

from environment.session.selection import key_of, selected
from environment.session.workers.durations import committed_durations
from environment.settings import RunSettingsError


@dataclass(frozen=True, order=True)
class Shard:
    """One of several parts of a run: `2/5` is the second of five."""

    number: int
    of: int

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Raises RunSettingsError, one sentence, for text that names no shard."""
        found = re.fullmatch(r"([0-9]+)/([0-9]+)", text)
        if found is None:
            raise RunSettingsError(
                f"-D shard={text}: write which shard it is, and of how many, such as shard=2/5"
            )
        number, of = int(found[1]), int(found[2])
        if not of:
            raise RunSettingsError(f"-D shard={text}: a run has at least one shard, shard=1/1")
        if not 1 <= number <= of:
            raise RunSettingsError(f"-D shard={text}: of {of} the shards are 1/{of} to {of}/{of}")
        return cls(number, of)


def split(seconds: Sequence[float], shards: int) -> list[int]:
    """The number of the shard of each scenario, such that the shards take about the same time.

    The longest first, each to the shard that has least so far. A list gives the same shards everywhere.
    """
    totals = [0.0] * shards
    numbers = [0] * len(seconds)
    for place in sorted(range(len(seconds)), key=lambda each: -seconds[each]):
        least = totals.index(min(totals))
        totals[least] += seconds[place]
        numbers[place] = least + 1
    return numbers


def take_shard(shard: Shard, features: Sequence[Any], config: Any) -> list[Any]:
    """Leave out the selected scenarios of all other shards; returns those of all shards.

    The shards depend on what the commit has: the selected scenarios, by their names, and their seconds in the
    baseline. What a machine has measured itself would give each machine other shards.

    Raises RunSettingsError where some shard would have no scenario.
    """
    chosen = sorted(selected(list(features), config), key=key_of)
    if 0 < len(chosen) < shard.of:
        raise RunSettingsError(
            f"-D shard={shard}: the selection has fewer scenarios ({len(chosen)}) than shards; "
            f"split it into {len(chosen)} at most"
        )
    seconds = committed_durations(map(key_of, chosen))
    numbers = split([seconds[key_of(each)] for each in chosen], shard.of)
    for scenario, number in zip(chosen, numbers, strict=True):
        if number != shard.number:
            scenario.skip()
    _skip_owners(features, config)
    return chosen


def _skip_owners(features: Sequence[Any], config: Any) -> None:
    """Skip the features and rules that have no scenario left, with their hooks and headings."""
    for feature in features:
        for owner in (*feature.iter_rules(), feature):
            if not any(scenario.should_run(config) for scenario in owner.walk_scenarios()):
                owner.should_skip = True
