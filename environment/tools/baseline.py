"""Writes baseline/ anew from several runs: make baseline [FEATURES=features/access] [RUNS=2].

Each run writes down what its scenarios show below reports/observations, a worker to a file of its own. Runs
that were made elsewhere are added with --add FOLDER, once for each folder; with --runs 0 they are all.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from behave.parser import parse_file

from environment.evidence.baseline.committed import BASELINE
from environment.evidence.baseline.observations import read_observations
from environment.evidence.baseline.renewal import (
    remove_features_that_are_gone,
    renew,
    renew_pace,
    renew_slow_scenarios,
)
from environment.evidence.baseline.scenario_id import ScenarioId
from environment.evidence.baseline.text_format import ScenarioKey
from environment.session.long_tables import fill_long_tables
from environment.session.samples import is_of_a_sample, seed_of_today
from environment.session.workers.durations import known_durations
from environment.tools.behave_run import run_behave

OBSERVATIONS = Path("reports/observations")
FEATURES = Path("features")


def main() -> int:
    """The command; 1 where a scenario was red and keeps what the baseline had of it."""
    parser = argparse.ArgumentParser(prog="make baseline", description=__doc__)
    parser.add_argument("features", nargs="*", default=[str(FEATURES)], help="what to run, as for behave")
    parser.add_argument("--runs", type=int, default=2, help="how often")
    parser.add_argument("--jobs", help="workers, by default one for each core")
    parser.add_argument("--add", type=Path, action="append", default=[], help="a folder of observations")
    given = parser.parse_args()
    missing = [folder for folder in given.add if not any(folder.glob("*.jsonl"))]
    if given.runs < 0 or missing or given.runs + len(given.add) == 0:
        why = f"there are no observations in {missing[0]}" if missing else "there is no run to learn from"
        parser.error(why)
    shutil.rmtree(OBSERVATIONS, ignore_errors=True)
    folders = [OBSERVATIONS / str(number) for number in range(1, given.runs + 1)]
    for folder in folders:
        _run(folder, given.features, given.jobs)
    return _renew([*given.add, *folders], [Path(each) for each in given.features] == [FEATURES])


def _run(folder: Path, features: Sequence[str], jobs: str | None) -> None:
    settings = ["--format=progress", "--no-summary", "-D", f"observe={folder}"]
    run_behave([*settings, *(["--jobs", jobs] if jobs else []), *features])


def _renew(folders: Iterable[Path], whole: bool) -> int:
    observed = [each for folder in folders for each in read_observations(folder)]
    if not observed:
        print("no scenario has run: the baseline stays as it is", file=sys.stderr)
        return 1
    names = {each.scenario.feature for each in observed}
    done = renew(BASELINE, observed, {name: _scenarios(name) for name in sorted(names)}, whole=whole)
    renew_pace(BASELINE, observed, whole=whole)
    renew_slow_scenarios(BASELINE, known_durations(), observed, _existing_scenarios())
    gone = remove_features_that_are_gone(BASELINE, map(str, FEATURES.rglob("*.feature")))
    print(f"{BASELINE}/ has {done.written} scenarios from these runs; review it with git diff {BASELINE}/")
    for path in gone:
        print(f"removed, since its feature is gone: {path}")
    for scenario in done.red:
        print(f"red, and not learned from: {scenario.feature}: {scenario.name}", file=sys.stderr)
    return 1 if done.red else 0


def _existing_scenarios() -> set[str]:
    """The names of all scenarios of all feature files, as durations are kept by them."""
    files = map(str, sorted(FEATURES.rglob("*.feature")))
    return {f"{file}: {name}" for file in files for name, _ in _scenarios(file)}


def _scenarios(feature: str) -> list[ScenarioKey]:
    """The scenarios of a feature file, in their order; no baseline has those of a sample for the day."""
    parsed = parse_file(feature)
    fill_long_tables([parsed], seed_of_today())
    known = (ScenarioId.of_scenario(scenario) for scenario in parsed.walk_scenarios())
    return [(each.name, each.digest) for each in known if not is_of_a_sample(each.name)]


if __name__ == "__main__":
    sys.exit(main())
