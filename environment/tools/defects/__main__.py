"""`make defects [DEFECTS="orders payments/one"]`: is every seeded defect noticed, and by what?

Each defect is shown to the scenarios that run what it changes, the most promising first, until five of them
are red, 10 after the first red one, or 250 without any. With FULL=1 all of them run. defects/table.txt gets a
line for it, and defects/noticed.txt the scenarios that were red. What was tried with the same edits and code
is not tried again, so that an interrupted campaign goes on where it was; AGAIN=1 tries it again. SAMPLE=60
SEED=1 draws so many of them, in the order in which they are tried. DUE=60 takes those that were never tried,
then those that were tried longest ago by the table: so the whole catalog is tried over several nights.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from environment.choosing.maps.map_text import UnreadableMap
from environment.runtime.run_folder import RunFolder
from environment.runtime.signals import interruptible
from environment.tools.defects.campaign import run_campaign
from environment.tools.defects.catalog import BadCatalog, Defect, named, read_catalog
from environment.tools.defects.copy_run import CopyRuns
from environment.tools.defects.edits import EditDoesNotFit
from environment.tools.defects.noticing import Chooser, chooser
from environment.tools.defects.page import DATA, PAGE, write_pages
from environment.tools.defects.results import RESULTS, Results, Trial
from environment.tools.defects.table import BadTable, due, read_table, write_noticed, write_table
from environment.tools.defects.trial import DefectTrials, RunFailed
from environment.tools.defects.tried_defect import State, TriedDefect, tried_defects

_LONGEST = 900.0  # seconds for one defect
_LONGEST_FULL = 4 * 3600.0


def main(arguments: Sequence[str]) -> int:
    """Try the defects; 1 where one was wrongly not noticed or wrongly known, 2 for a bad catalog."""
    asked = _arguments(arguments)
    try:
        catalog = read_catalog()
        defects = named(catalog, asked.defects) if asked.defects else catalog
        if asked.sample or asked.due:
            count = min(asked.sample or len(defects), len(defects))
            defects = tuple(random.Random(asked.seed).sample(defects, count))
        defects = due(defects, asked.due) if asked.due else defects
        chosen = chooser(Path.cwd(), defects)
    except (BadCatalog, BadTable, UnreadableMap) as error:
        print(error, file=sys.stderr)
        return 2
    results = Results()
    if asked.again:
        for each in defects:
            results.forget(each.name)
    try:
        trials = _try(defects, chosen, asked)
    except (EditDoesNotFit, RunFailed) as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(f"interrupted; the results so far are in {RESULTS}, and the same command goes on from there")
        return 130
    finally:
        _write(catalog)
    return _summary(tried_defects(defects, {each.defect: each for each in trials}))


def _arguments(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make defects", description=__doc__)
    parser.add_argument("defects", nargs="*", help="names or folders of defects; all without any")
    parser.add_argument("--sample", type=int, help="try so many of them, drawn by --seed")
    parser.add_argument("--seed", type=int, default=1, help="which ones a sample has")
    parser.add_argument("--due", type=int, help="try so many of them, those first that wait longest")
    parser.add_argument("--full", action="store_true", help="run every scenario that can notice a defect")
    parser.add_argument("--again", action="store_true", help="try what was tried before as well")
    parser.add_argument("--stacks", type=int, default=os.cpu_count() or 1, help="stacks at the same time")
    parser.add_argument("--longest", type=float, help="seconds for one defect")
    return parser.parse_args(arguments)


def _try(defects: Sequence[Defect], chosen: Chooser, asked: argparse.Namespace) -> list[Trial]:
    longest = asked.longest or (_LONGEST_FULL if asked.full else _LONGEST)
    by_name = {each.name: each for each in defects}
    print(f"{len(defects)} defects, {asked.stacks} stacks at once; {chosen.about}", flush=True)
    with interruptible(), RunFolder() as folder:
        return run_campaign(
            defects,
            DefectTrials(CopyRuns(Path.cwd(), folder, longest), chosen.of, Results(), full=asked.full),
            asked.stacks,
            lambda trial: print(in_words(TriedDefect(by_name[trial.defect], trial)), flush=True),
        )


def in_words(tried: TriedDefect) -> str:
    """A line for the console about a defect that was tried."""
    trial = tried.trial
    assert trial is not None, "it was tried"
    if tried.arrow_is_right is None:
        named = ""
    else:
        right = "" if tried.arrow_is_right else f" (wrong, right is {tried.defect.arrows[0]})"
        named = f"; named {tried.arrow or 'no arrow'}{right}"
    told = (
        f"caught by {tried.by}"
        if trial.caught
        else f"NOT CAUGHT by the first {len(trial.outcomes)} scenarios"
    )
    return f"{trial.seconds:6.1f} s  {tried.defect.name}: {told}{named}; {trial.chosen} by {trial.basis}"


def _write(catalog: Iterable[Defect]) -> None:
    catalog, kept = tuple(catalog), Results().kept()
    found = tried_defects(catalog, kept, read_table())
    write_table(found)
    write_noticed(found)
    write_pages(tried_defects(catalog, kept, read_table()))


def _summary(found: Sequence[TriedDefect]) -> int:
    caught = sum(each.trial is not None and each.trial.caught for each in found)
    named = [each.arrow_is_right for each in found if each.arrow_is_right is not None]
    print(f"caught {caught} of {len(found)}; the first red scenario of a defect ", end="")
    print(f"named a right arrow in {sum(named)} of {len(named)}; {PAGE} and {DATA} have all")
    for each in found:
        if each.state in (State.SURVIVED, State.NEEDLESS, State.KNOWN):
            reason = (
                f" (since {each.defect.known.since}: {each.defect.known.reason})" if each.defect.known else ""
            )
            print(f"  {each.state.value}: {each.defect.name}: {each.defect.title}{reason}")
    return 1 if any(each.fails for each in found) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
