"""`make mutants SAMPLE=100 SEED=1`: how many random changes of the bookstore does the suite notice?

Only functions that some scenario runs are changed. The same seed draws the same mutants, also when other code
has changed.
defects/tried-mutants.txt gets a line for each: one that was killed counts, and is not tried again but with
AGAIN=1; one that survived is tried again with other code, when all others have been. SURVIVORS=1 tries all
of these in place of a sample: what came since may notice them.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from environment.choosing.known_scenario import KnownScenario
from environment.choosing.maps.committed_maps import read_maps
from environment.choosing.maps.map_text import UnreadableMap
from environment.runtime.run_folder import RunFolder
from environment.runtime.signals import interruptible
from environment.tools.defects.campaign import run_campaign
from environment.tools.defects.copy_run import CopyRuns
from environment.tools.defects.noticing import chooser
from environment.tools.defects.ordering import known_scenarios
from environment.tools.defects.results import Results, Trial
from environment.tools.defects.trial import ONE_RED, DefectTrials, RunFailed
from environment.tools.mutants.equivalents import FILE, read_equivalents
from environment.tools.mutants.interval import in_percent
from environment.tools.mutants.mutant import Mutant, mutants_of, one_line, sample_of, without
from environment.tools.mutants.mutant_lines import BadMutantLine
from environment.tools.mutants.tried_mutants import TRIED, Change, TriedMutant, note, read_tried
from environment.tools.selection.figures import order_line, part_until

_RESULTS = Path("reports/mutants")
_LONGEST = 900.0


def main(arguments: Sequence[str]) -> int:
    """Try a sample; 1 where a mutant has survived, 2 where nothing could be tried."""
    asked = _arguments(arguments)
    try:
        known = {} if asked.again else read_tried()
        drawn = _survivors(known) if asked.survivors else _drawn(asked.sample, asked.seed)
        if asked.again:
            _forget(drawn)
        killed = [each for each in drawn if each.change in known and known[each.change].killed]
        left = sorted((each for each in drawn if each not in killed), key=lambda each: each.change in known)
        print(f"{len(killed)} of {len(drawn)} were killed before, by {TRIED}", flush=True)
        trials = _try(left, asked.stacks)
    except (BadMutantLine, UnreadableMap, RunFailed) as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(f"interrupted; the results so far are in {TRIED}, and the same command goes on from there")
        return 130
    return _summary({each.name: each for each in drawn}, killed, trials)


def _arguments(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make mutants", description=__doc__)
    parser.add_argument("--sample", type=int, default=100, help="how many mutants")
    parser.add_argument("--seed", type=int, default=1, help="which ones")
    parser.add_argument("--survivors", action="store_true", help="all that have survived, no sample")
    parser.add_argument("--again", action="store_true", help="try those that were killed before as well")
    parser.add_argument("--stacks", type=int, default=os.cpu_count() or 1, help="stacks at the same time")
    return parser.parse_args(arguments)


def _every() -> list[Mutant]:
    return without(mutants_of(Path("bookstore")), read_equivalents())


def _survivors(known: Mapping[Change, TriedMutant]) -> list[Mutant]:
    return [each for each in _every() if each.change in known and not known[each.change].killed]


def _drawn(sample: int, seed: int) -> list[Mutant]:
    executed = read_maps().scenarios_of
    every = _every()
    chosen = [each for each in every if not executed or each.function in executed]
    print(
        f"{len(chosen)} of {len(every)} mutants are of functions that scenarios run; seed {seed}", flush=True
    )
    return sample_of(chosen, sample, seed)


def _forget(drawn: Sequence[Mutant]) -> None:
    results = Results(_RESULTS)
    for each in drawn:
        results.forget(each.name)


def _try(drawn: Sequence[Mutant], stacks: int) -> list[Trial]:
    mutants = [each.defect() for each in drawn]
    chosen = chooser(Path.cwd(), mutants)
    with interruptible(), RunFolder() as folder:
        trials = DefectTrials(
            CopyRuns(Path.cwd(), folder, _LONGEST), chosen.of, Results(_RESULTS), full=False, enough=ONE_RED
        )
        by_name = {each.name: each for each in drawn}
        return run_campaign(
            mutants,
            trials,
            stacks,
            lambda trial: _report(by_name[trial.defect], trial),
        )


def _report(mutant: Mutant, trial: Trial) -> None:
    told = note(mutant, trial).outcome
    place = f"bookstore/{mutant.file}:{mutant.line}"
    print(f"{trial.seconds:6.1f} s  {place} {mutant.operator}: {told}", flush=True)


def _summary(drawn: dict[str, Mutant], before: Sequence[Mutant], trials: Sequence[Trial]) -> int:
    tried = [(each, True) for each in before] + [(drawn[each.defect], each.caught) for each in trials]
    print(f"\nkilled {_share(tried)}")
    for service in sorted({each.service for each, _ in tried}):
        print(f"  {service}: {_share([each for each in tried if each[0].service == service])}")
    print("\n".join(how_soon(trials, known_scenarios())))
    survivors = [each for each in trials if not each.caught]
    for each in survivors:
        mutant = drawn[each.defect]
        print(f"\nbookstore/{mutant.file}:{mutant.line} in {mutant.function.name}, {mutant.operator}")
        print(f"  - {one_line(mutant.before)}\n  + {one_line(mutant.after)}")
        print(f"  {len(each.outcomes)} scenarios ran over it, by {each.basis}:")
        print("".join(f"    {outcome.scenario}\n" for outcome in each.outcomes[:5]), end="")
    if survivors:
        print(f"\nA mutant that no run can tell from the bookstore goes into {FILE}, with the reason.")
    return 1 if survivors else 0


def _share(tried: Sequence[tuple[Mutant, bool]]) -> str:
    return in_percent(sum(killed for _, killed in tried), len(tried))


def how_soon(trials: Sequence[Trial], scenarios: Sequence[KnownScenario]) -> Iterator[str]:
    """When the first red scenario came, in the order in which a run takes the `scenarios` of a change."""
    known = {each.name: each for each in scenarios}
    whole = sum(each.seconds for each in known.values())
    parts = [
        part_until((known[each.scenario] for each in trial.outcomes), {trial.red[0].scenario}, whole)
        for trial in trials
        if trial.red
    ]
    if parts:
        yield f"killed by scenarios, after the part of a run of one worker: {order_line(parts)}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
