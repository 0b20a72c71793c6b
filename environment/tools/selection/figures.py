"""The figures of the selection, of an order and of a budget, from what is known of seeded defects."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean

from environment.choosing.known_scenario import KnownScenario
from environment.choosing.noticed_defects import NoticedDefects

Order = Callable[[NoticedDefects], Sequence[KnownScenario]]


@dataclass(frozen=True)
class DefectSelection:
    """The selection for one defect taken as a change.

    on_main_path: whether more than half of the scenarios run what it changes.
    share: the part of the seconds of all scenarios that the selected ones take. share_with_map: the same of
        those with a map, which shows what more maps would spare.
    noticed: how many scenarios are known to notice it. selected: how many of those are selected.
    """

    defect: str
    on_main_path: bool
    share: float
    share_with_map: float
    noticed: int
    selected: int

    @property
    def missed(self) -> bool:
        """Whether the run of the selection would have been green."""
        return bool(self.noticed) and not self.selected


def group_line(title: str, group: Sequence[DefectSelection]) -> str:
    """A line of the table."""
    if not group:
        return f"{title}: no defect"
    known = [each for each in group if each.noticed]
    caught = sum(not each.missed for each in known)
    noticing, selected = sum(each.noticed for each in known), sum(each.selected for each in known)
    told = (
        f"the selection catches {caught} of {len(known)} that were noticed, by {selected} of {noticing} "
        "scenarios that noticed them"
        if known
        else "none of them has a result"
    )
    share = fmean(each.share for each in group)
    with_map = fmean(each.share_with_map for each in group)
    time = f"{share:.0%} of the time ({with_map:.0%} of the scenarios with a map)"
    return f"{title}: {len(group)} defects, {time}; {told}"


def halves(noticed: NoticedDefects) -> tuple[NoticedDefects, NoticedDefects]:
    """Every second defect, and the others: what is learned from one half is tried on the other."""
    names = sorted(noticed.by_defect)
    return noticed.only(names[::2]), noticed.only(names[1::2])


def both_ways(noticed: NoticedDefects) -> tuple[tuple[NoticedDefects, NoticedDefects], ...]:
    """What is learned from, and what it is tried on."""
    first, second = halves(noticed)
    return (first, second), (second, first)


def parts_until_noticed(order: Order, noticed: NoticedDefects) -> list[float]:
    """The part of the run after which each defect is first noticed, each half ordered by the other."""
    return [part for learned, tried in both_ways(noticed) for part in _first_noticed(order(learned), tried)]


def part_until(order: Iterable[KnownScenario], names: Container[str], whole: float) -> float:
    """The part of a run of so many seconds that has passed when the first of these has ended; 1 for none."""
    passed = 0.0
    for each in order:
        passed += each.seconds
        if each.name in names:
            return passed / whole
    return 1.0


def order_line(parts: Sequence[float]) -> str:
    """The parts of `parts_until_noticed` in words."""

    def within(part: float) -> str:
        return f"{fmean(each <= part for each in parts):.0%}"

    soon = f"{within(0.1)} in the first tenth, {within(1 / 3)} in the first third"
    return f"{fmean(parts):.0%} in the mean; {soon}"


def _first_noticed(order: Sequence[KnownScenario], noticed: NoticedDefects) -> Iterable[float]:
    whole, passed = sum(each.seconds for each in order), 0.0
    left = {defect for defect, scenarios in noticed.by_defect.items() if scenarios}
    for each in order:
        passed += each.seconds
        found = left & noticed.by_scenario.get(each.name, frozenset())
        yield from [passed / whole] * len(found)
        left -= found
    yield from [1.0] * len(left)


def in_budget_line(parts: Sequence[float], whole: float, seconds: float) -> str:
    """How many of the parts of a run of `whole` seconds a budget has room for."""
    return f"{sum(each * whole <= seconds for each in parts)} of {len(parts)}"
