"""Whether a run has done what its forecast said: the same scenarios ran, and the same were skipped."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from environment.attach.forecast import ScenarioForecast
from environment.tools.gate.results import ScenarioResult

_SKIPPED = "skipped"
Key = tuple[str, str]


def disagreements(forecasts: Sequence[ScenarioForecast], results: Sequence[ScenarioResult]) -> Iterator[str]:
    """A sentence for each scenario that ran otherwise than forecast, or that only one of both has."""
    foretold: defaultdict[Key, list[ScenarioForecast]] = defaultdict(list)
    ended: defaultdict[Key, list[ScenarioResult]] = defaultdict(list)
    for each in forecasts:
        foretold[each.where, each.title].append(each)
    for one in results:
        ended[one.where, one.name].append(one)
    for key in sorted(foretold.keys() | ended.keys()):
        # Rows of a filled table may have place and title in common: they are told apart by nothing else.
        forecast = sorted(foretold[key], key=lambda each: bool(each.reasons))
        result = sorted(ended[key], key=lambda each: each.status == _SKIPPED)
        for pair in zip_longest(forecast, result):
            if why := _difference(*pair):
                yield f'"{key[1]}" ({key[0]}) {why}'


def _difference(forecast: ScenarioForecast | None, result: ScenarioResult | None) -> str:
    """How the two differ; empty where they agree."""
    if result is None:
        return "was forecast, and is not in the results"
    if forecast is None:
        return f"is {result.status}, and was not forecast"
    if result.status == _SKIPPED and not forecast.reasons:
        return f"was to run, and was skipped: {result.message or 'without a reason'}"
    if result.status != _SKIPPED and forecast.reasons:
        return f"ran, and was to be skipped: {forecast.reasons[0]}"
    return ""
