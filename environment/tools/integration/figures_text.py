"""The figures of `make integration-figures` as text: Markdown tables for a page of the documentation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from environment.tools.defects.catalog import Defect
from environment.tools.integration.defect_trials import NO_DEFECT, LevelTrial
from environment.topology.integration import IntegrationLevel, integration_orders

_ARROW = ": GUILTY ARROW"
Found = Mapping[tuple[str, frozenset[str]], LevelTrial]


def text_of(found: Found, shown: Sequence[Defect], sample: Sequence[Defect], seed: int) -> str:
    """Times without a defect, the two that are looked for level after level, and the sample."""
    parts = [[*_times(found)], [*_shown(found, shown)], [*_sample(found, sample, seed)]]
    return "\n\n".join("\n".join(lines) for lines in parts) + "\n"


def _times(found: Found) -> Iterator[str]:
    yield "| order | level | real | scenarios | seconds, green |"
    yield "|---|---|---|---|---|"
    for level in _levels():
        if trial := found.get((NO_DEFECT, frozenset(level.real))):
            ended = f"{trial.seconds:.0f}" if trial.red is None else f"red: {trial.red.scenario}"
            yield f"| {level.order} | {level.number} | {', '.join(level.real)} | {trial.ran} | {ended} |"


def _shown(found: Found, defects: Sequence[Defect]) -> Iterator[str]:
    yield "| defect | order | found at | after | guilty arrow | sentence |"
    yield "|---|---|---|---|---|---|"
    for defect in defects:
        for order in integration_orders().levels:
            yield _first_red(found, defect, order)


def _first_red(found: Found, defect: Defect, order: str) -> str:
    """The first level of an order that is red, and the seconds of all levels up to that scenario."""
    seconds = 0.0
    for level in integration_orders().all_levels(order):
        real = frozenset(level.real)
        trial = found.get((defect.name, real)) or found.get((NO_DEFECT, real))
        if trial is None:
            return f"| {defect.name} | {order} | level {level.number} was not measured | - | - | - |"
        seconds += trial.seconds
        if trial.red:
            red = trial.red
            where = f"level {level.number} of {level.last} | {seconds:.0f} s | {_named(red.arrow, defect)}"
            return f"| {defect.name} | {order} | {where} | {red.sentence.partition(_ARROW)[0]} |"
    return f"| {defect.name} | {order} | no level | {seconds:.0f} s | - | - |"


def _sample(found: Found, defects: Sequence[Defect], seed: int) -> Iterator[str]:
    yield f"{len(defects)} defects, seed {seed}: {', '.join(each.name for each in defects)}."
    yield ""
    yield "| order | level | services real | found | right arrow named | seconds to the first red, median |"
    yield "|---|---|---|---|---|---|"
    for level in _levels():
        tried = [
            (each, found[each.name, frozenset(level.real)]) for each in defects if _has(found, each, level)
        ]
        red = [(each, trial) for each, trial in tried if trial.red]
        right = sum(trial.red is not None and trial.red.arrow in each.arrows for each, trial in red)
        times = sorted(trial.seconds for _, trial in red)
        median = f"{times[len(times) // 2]:.0f}" if times else "-"
        yield f"| {level.order} | {level.number} | {len(tried)} | {len(red)} | {right} | {median} |"


def _has(found: Found, defect: Defect, level: IntegrationLevel) -> bool:
    return (defect.name, frozenset(level.real)) in found


def _named(arrow: str, defect: Defect) -> str:
    return arrow if arrow in defect.arrows else f"{arrow or 'none'} (right is {defect.arrows[0]})"


def _levels() -> Iterator[IntegrationLevel]:
    orders = integration_orders()
    for order in orders.levels:
        yield from orders.all_levels(order)
