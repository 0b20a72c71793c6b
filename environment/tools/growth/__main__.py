"""`make growth`: runs outlines once and with ten times their rows, and compares time, memory and sizes.

Exit code 1 if something has grown faster than linear, or a program keeps more than it may for each scenario.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from environment.settings import PROJECT_FOLDER
from environment.tools.growth.copies import copied_project
from environment.tools.growth.figures import RunFigures, growth
from environment.tools.growth.run import GrowthFailed, measured

TIMES = 10
# Outlines alone: whole purchases with payments and mails, and reservations.
FEATURES = (
    Path("features/journeys/buying_in_every_currency.feature"),
    Path("features/order_and_notification/addresses_without_a_mailbox.feature"),
    Path("features/order_and_inventory/reserving_copies_once.feature"),
)


def main(arguments: Sequence[str]) -> int:
    """0 if nothing grows faster than it may."""
    features = [Path(each) for each in arguments] or list(FEATURES)
    try:
        small, large = (_run(features, times) for times in (1, TIMES))
    except GrowthFailed as reason:
        print(f"No figures: {reason}")
        return 1
    print(f"{small.scenarios} scenarios, and {large.scenarios}\n")
    print(f"{'':<38}{'x1':>12}{f'x{TIMES}':>12}{'growth':>20}   (1 x is linear)")
    figures = growth(small, large)
    for each in figures:
        print(each)
    too_much = [each.what for each in figures if each.too_much]
    if too_much:
        print(f"\nGrows too fast: {', '.join(too_much)}")
    return 1 if too_much else 0


def _run(features: Sequence[Path], times: int) -> RunFigures:
    with tempfile.TemporaryDirectory(prefix="growth-") as folder:
        return measured(copied_project(PROJECT_FOLDER, Path(folder), features, times))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
