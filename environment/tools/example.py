"""`make example SHOP=vendure`: starts the line of a shop of examples/, and runs features against it.

What the shop is known to do wrong stands in its known_findings.toml; the run is green where each red
scenario is red as known, and red where another one is, or another sentence. It is red as well where a
scenario was skipped, or ran, otherwise than `make conformance` forecasts.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from environment.attach.attached import AttachedTarget
from environment.attach.forecast import RunForecast, forecast
from environment.attach.line_file import read_shop
from environment.attach.target_file import read_target
from environment.reporting.results_folder import remove_results, results_folder
from environment.runtime.signals import interruptible
from environment.tools.agreement import disagreements
from environment.tools.behave_run import run_behave
from environment.tools.gate.results import scenario_results
from environment.tools.known_findings import BadKnownFindings, known_findings, new_findings
from environment.tools.line import ERRORS, running_line
from environment.tools.outcome_table import outcome_table

EXAMPLES = Path("examples")
_TARGET = Path("reports/line.toml")
_CORE = ("--tags=@core", "features/")


def main() -> int:
    """The exit code: 0 where the shop behaves as known. Arguments: the shop, and those of behave."""
    shops = sorted(path.parent.name for path in EXAMPLES.glob("*/shop.toml"))
    if len(sys.argv) < 2 or sys.argv[1] not in shops:
        print(f"make example SHOP=..., one of {', '.join(shops)}")
        return 2
    folder, arguments = EXAMPLES / sys.argv[1], sys.argv[2:]
    if not any(Path(each.partition(":")[0]).exists() for each in arguments):
        arguments += _CORE
    try:
        known = known_findings(folder / "known_findings.toml")
        file = read_shop(folder / "shop.toml")
        with interruptible(), running_line(folder / "shop.toml", _TARGET):
            foretold = _forecast(arguments)
            _run(arguments)
    except (*ERRORS, BadKnownFindings) as failure:
        print(failure)
        return 1
    results = scenario_results(results_folder(None))
    findings, otherwise = [*new_findings(results, known)], [*disagreements(foretold.scenarios, results)]
    print("", *outcome_table(results, known), "", sep="\n")
    print(f"{file.name}: {len(findings)} findings that are not known", *findings, sep="\n")
    print(f"{file.name}: {len(otherwise)} that ran otherwise than forecast", *otherwise, sep="\n")
    return 1 if findings or otherwise else 0


def _forecast(arguments: Sequence[str]) -> RunForecast:
    """What the run will do; by its own words, since the forecast is compared with it."""
    with AttachedTarget(read_target(_TARGET)) as target:
        return forecast(target.offer, tuple(arguments), _TARGET)


def _run(arguments: Sequence[str]) -> None:
    """behave's own exit code says nothing here: known findings are red."""
    remove_results(results_folder(None))
    run_behave(["-j", "1", "-D", "stack=attach", "-D", f"target={_TARGET}", *arguments])


if __name__ == "__main__":
    sys.exit(main())
