"""A small set of scenarios in which every sentence is used."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from typing import TypeVar

S = TypeVar("S", bound=Hashable)
T = TypeVar("T", str, tuple[str, bool])


def cover(uses: Mapping[S, Collection[T]], costs: Mapping[S, float]) -> dict[S, list[T]]:
    """For each scenario that is chosen, the sentences that are to be asked in it.

    `uses`: the sentences of each scenario; `costs`: what a scenario costs, in any unit. The scenario with the
    most new sentences for its cost is chosen next (the greedy cover); each sentence is asked once.
    """
    left = {sentence for sentences in uses.values() for sentence in sentences}
    chosen: dict[S, list[T]] = {}
    while left:
        best = max(uses, key=lambda each: (len(left & set(uses[each])) / costs[each], -costs[each]))
        chosen[best] = sorted(left & set(uses[best]))
        left -= set(chosen[best])
    return chosen
