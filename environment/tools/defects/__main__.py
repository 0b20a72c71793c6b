"""`make defects [DEFECTS="orders payments/one"]`: is every seeded defect noticed, and by what?"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from environment.runtime.run_folder import RunFolder
from environment.runtime.signals import interruptible
from environment.tools.defects.campaign import keep, run_campaign
from environment.tools.defects.catalog import BadCatalog, Defect, named, read_catalog
from environment.tools.defects.edits import EditDoesNotFit
from environment.tools.defects.ordering import known_scenarios
from environment.tools.defects.plan import DefectPlan
from environment.tools.defects.trial import DefectTrials, Trial

_MOST_RED = 5
_LONGEST = 900.0  # seconds for one defect


def main(arguments: Sequence[str]) -> int:
    """Try the defects; 1 where one that is not known to survive was not noticed, 2 for a bad catalog."""
    asked = _arguments(arguments)
    try:
        catalog = read_catalog()
        defects = named(catalog, asked.defects) if asked.defects else catalog
    except BadCatalog as bad:
        print(bad, file=sys.stderr)
        return 2
    plan = DefectPlan(known_scenarios(), None if asked.full else _MOST_RED)
    print(f"{len(defects)} defects, {asked.stacks} stacks at once, {len(plan.order)} scenarios")
    by_name = {each.name: each for each in defects}
    try:
        with interruptible(), RunFolder() as folder:
            trials = run_campaign(
                defects,
                DefectTrials(Path.cwd(), plan, folder, asked.longest),
                asked.stacks,
                lambda trial: _report(by_name[trial.defect], trial),
            )
    except EditDoesNotFit as rotten:
        print(rotten, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("interrupted; the results so far are in reports/defects")
        return 130
    return _summary(by_name, trials)


def _arguments(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make defects", description=__doc__)
    parser.add_argument("defects", nargs="*", help="names or folders of defects; all without any")
    parser.add_argument("--full", action="store_true", help="run every scenario on every defect")
    parser.add_argument("--stacks", type=int, default=os.cpu_count() or 1, help="stacks at the same time")
    parser.add_argument("--longest", type=float, default=_LONGEST, help="seconds for one defect")
    return parser.parse_args(arguments)


def _report(defect: Defect, trial: Trial) -> None:
    keep(trial)
    red = [each for each in trial.outcomes if each.red]
    if trial.failure:
        said = "caught: the bookstore does not start"
    elif red:
        right = "" if red[0].arrow in defect.arrows else f" (wrong, right is {defect.arrows[0]})"
        by = ", ".join(dict.fromkeys(by for each in red for by in each.noticed_by))
        said = f"caught by {by}; named {red[0].arrow or 'no arrow'}{right}"
    else:
        said = f"NOT CAUGHT by {len(trial.outcomes)} scenarios"
    print(f"{trial.seconds:6.1f} s  {defect.name}: {said}", flush=True)


def _summary(defects: dict[str, Defect], trials: Iterable[Trial]) -> int:
    trials = list(trials)
    missed = [each.defect for each in trials if not each.caught]
    unknown = [name for name in missed if defects[name].known is None]
    arrows = [
        (outcome.arrow in defects[trial.defect].arrows)
        for trial in trials
        for outcome in [each for each in trial.outcomes if each.red][:1]
    ]
    print(f"caught {len(trials) - len(missed)} of {len(trials)}; the first red scenario of a defect ", end="")
    print(f"named a right arrow in {sum(arrows)} of {len(arrows)}")
    for name in missed:
        known = defects[name].known
        print(f"  not caught: {name}: {defects[name].title}" + (f" (known: {known.reason})" if known else ""))
    return 1 if unknown else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
