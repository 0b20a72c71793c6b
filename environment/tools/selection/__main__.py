"""`make selection-check`: would the scenarios that a change selects have noticed the seeded defects?

Each seeded defect is taken as a change. What is known of it comes from defects/noticed.txt, which
`make defects` writes; the share of the time needs no result, and no scenario runs.

With MEASURE=20 SEED=1 a third of the scenarios, by risk, runs against each of a sample of the defects until
one is red, the defect taken as the change: first those of -D budget=60s with two workers.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from environment.choosing.known_scenario import KnownScenario
from environment.choosing.maps.map_text import UnreadableMap
from environment.choosing.noticed_defects import UnreadableDefects, read_noticed
from environment.choosing.risk import Risk
from environment.tools.defects.catalog import BadCatalog, Defect, read_catalog
from environment.tools.defects.edits import EditDoesNotFit
from environment.tools.defects.trial import RunFailed
from environment.tools.selection.figures import (
    DefectSelection,
    Order,
    both_ways,
    group_line,
    in_budget_line,
    order_line,
    part_until,
    parts_until_noticed,
)
from environment.tools.selection.measured_order import OUTCOMES, measure_order
from environment.tools.selection.selection_check import SelectionCheck

_BUDGETS = (60.0, 120.0, 300.0)


def main(arguments: Sequence[str]) -> int:
    """Print the figures; 1 where a selection misses a noticed defect, 2 where nothing can be read."""
    asked = _arguments(arguments)
    try:
        check = SelectionCheck(Path.cwd(), read_noticed())
        if asked.measure:
            return measure_order(check, asked.measure, asked.seed)
        catalog = read_catalog()
        found = [check.of(each) for each in catalog if not each.is_of_pages]
    except (BadCatalog, EditDoesNotFit, RunFailed, UnreadableMap, UnreadableDefects) as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(f"interrupted; what has run is in {OUTCOMES}, and the same command goes on from there")
        return 130
    print(
        f"{len(catalog) - len(found)} seeded defects of pages alone, which no scenario of this run can notice"
    )
    return _report(check, found, catalog)


def _arguments(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make selection-check", description=__doc__)
    parser.add_argument("--measure", type=int, default=0, help="run scenarios against so many defects")
    parser.add_argument("--seed", type=int, default=1, help="which ones")
    return parser.parse_args(arguments)


def _report(check: SelectionCheck, found: Sequence[DefectSelection], catalog: Sequence[Defect]) -> int:
    known = sum(bool(each.noticed) for each in found)
    print(
        f"{len(found)} seeded defects as changes, {known} of them with scenarios that noticed them; "
        f"{len(check.scenarios)} scenarios, {len(check.scenarios) - len(check.reach.unmapped)} with a map, "
        f"{check.measured} with known seconds"
    )
    print(group_line("on the main path of a purchase", [each for each in found if each.on_main_path]))
    print(group_line("off it", [each for each in found if not each.on_main_path]))
    print("\n".join(_of_order_and_budget(check, catalog)))
    missed = [each for each in found if each.missed]
    for each in missed:
        print(f"MISSED: {each.defect}: none of the {each.noticed} scenarios that noticed it is selected")
    return 1 if missed else 0


def _of_order_and_budget(check: SelectionCheck, catalog: Sequence[Defect]) -> Iterator[str]:
    noticed, scenarios = check.noticed, check.scenarios
    if len(noticed.by_defect) < 2:
        yield "order and budget: two noticed defects are needed, to learn from one and to try the other"
        return
    risk = Risk(covers=check.covers)
    orders: dict[str, Order] = {
        "file": _fixed(scenarios),
        "longest": _fixed(sorted(scenarios, key=lambda each: -each.seconds)),
        "risk, the change not known": lambda half: replace(risk, noticed=half).order(scenarios),
    }
    parts = {name: parts_until_noticed(order, noticed) for name, order in orders.items()}
    parts["risk"] = _as_changes(check, catalog)
    yield "order: the part of the run of one worker after which a defect is noticed, at the latest"
    for name, found in parts.items():
        yield f"  {name}: {order_line(found)}"
    for seconds in _BUDGETS:
        known, unknown = (
            in_budget_line(parts[each], check.whole, seconds)
            for each in ("risk", "risk, the change not known")
        )
        yield f"{seconds:g} s of one worker notice {known} by risk, {unknown} where the change is not known"


def _as_changes(check: SelectionCheck, catalog: Sequence[Defect]) -> list[float]:
    defects = {each.name: each for each in catalog}
    return [
        part_until(check.order_of(defects[name], learned), by, check.whole)
        for learned, tried in both_ways(check.noticed)
        for name, by in tried.by_defect.items()
        if name in defects and not defects[name].is_of_pages
    ]


def _fixed(scenarios: Sequence[KnownScenario]) -> Order:
    return lambda _: scenarios


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
