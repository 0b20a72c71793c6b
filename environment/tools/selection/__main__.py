"""`make selection-check`: would the scenarios that a change selects have noticed the seeded defects?

Each seeded defect is taken as a change. What is known of it comes from defects/noticed.txt, which
`make defects` writes; the share of the time needs no result, and no scenario runs.

With MEASURE=20 SEED=1 those run that -D budget=60s chooses for two workers by one half of the defects,
against a sample of the other half.
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
from environment.tools.defects.catalog import BadCatalog, read_catalog
from environment.tools.defects.edits import EditDoesNotFit
from environment.tools.defects.trial import RunFailed
from environment.tools.selection.figures import (
    DefectSelection,
    Order,
    caught_in_budget,
    group_line,
    order_line,
    parts_until_noticed,
)
from environment.tools.selection.measured_budget import OUTCOMES, measure_budget
from environment.tools.selection.selection_check import SelectionCheck

_BUDGETS = (60.0, 120.0, 300.0)


def main(arguments: Sequence[str]) -> int:
    """Print the figures; 1 where a selection misses a noticed defect, 2 where nothing can be read."""
    asked = _arguments(arguments)
    try:
        check = SelectionCheck(Path.cwd(), read_noticed())
        if asked.measure:
            return measure_budget(check, asked.measure, asked.seed)
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
    return _report(check, found)


def _arguments(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make selection-check", description=__doc__)
    parser.add_argument("--measure", type=int, default=0, help="run the budget against so many defects")
    parser.add_argument("--seed", type=int, default=1, help="which ones")
    return parser.parse_args(arguments)


def _report(check: SelectionCheck, found: Sequence[DefectSelection]) -> int:
    known = sum(bool(each.noticed) for each in found)
    print(
        f"{len(found)} seeded defects as changes, {known} of them with scenarios that noticed them; "
        f"{len(check.scenarios)} scenarios, {len(check.scenarios) - len(check.reach.unmapped)} with a map, "
        f"{check.measured} with known seconds"
    )
    print(group_line("on the main path of a purchase", [each for each in found if each.on_main_path]))
    print(group_line("off it", [each for each in found if not each.on_main_path]))
    print("\n".join(_of_order_and_budget(check)))
    missed = [each for each in found if each.missed]
    for each in missed:
        print(f"MISSED: {each.defect}: none of the {each.noticed} scenarios that noticed it is selected")
    return 1 if missed else 0


def _of_order_and_budget(check: SelectionCheck) -> Iterator[str]:
    noticed, scenarios = check.noticed, check.scenarios
    if len(noticed.by_defect) < 2:
        yield "order and budget: two noticed defects are needed, to learn from one and to try the other"
        return
    risk = Risk(covers=check.covers)
    orders: dict[str, Order] = {
        "file": _fixed(scenarios),
        "longest": _fixed(sorted(scenarios, key=lambda each: -each.seconds)),
        "risk alone": _fixed(risk.order(scenarios)),
        "risk": lambda half: replace(risk, noticed=half).order(scenarios),
    }
    yield "order: the part of the run of one worker after which a defect is noticed"
    for name, order in orders.items():
        yield f"  {name}: {order_line(parts_until_noticed(order, noticed))}"
    for seconds in _BUDGETS:
        by_risk, total = caught_in_budget(scenarios, noticed, risk, seconds, learning=False)
        learned, _ = caught_in_budget(scenarios, noticed, risk, seconds, learning=True)
        yield f"budget: {seconds:g} s of one worker catch {learned} of {total}, by risk alone {by_risk}"


def _fixed(scenarios: Sequence[KnownScenario]) -> Order:
    return lambda _: scenarios


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
