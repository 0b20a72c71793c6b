"""Writes the committed baseline anew from what one or more runs have shown."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from environment.evidence.baseline.answer_time import Pace, read_pace, written_pace
from environment.evidence.baseline.call_profile import OperationKey
from environment.evidence.baseline.committed import PACE, SLOW, STATEMENTS, VARIATION, text_of
from environment.evidence.baseline.known_statements import (
    read_statements,
    statements_of,
    written_statements,
)
from environment.evidence.baseline.observations import Observation
from environment.evidence.baseline.scenario_baseline import ScenarioBaseline, ScenarioRun, merged
from environment.evidence.baseline.scenario_id import ScenarioId, baseline_file
from environment.evidence.baseline.slow_scenarios import at_usual_speed, read_list, renewed, written_list
from environment.evidence.baseline.text_format import ScenarioKey, read_block, read_blocks, written
from environment.evidence.baseline.variation import (
    Variation,
    read_variation,
    variation_of,
    written_variation,
)


@dataclass(frozen=True)
class Renewal:
    """What has become of the scenarios: a red one keeps what the baseline had of it."""

    written: int
    red: Sequence[ScenarioId]


def renew(
    folder: Path,
    observed: Iterable[Observation],
    features: Mapping[str, Sequence[ScenarioKey]],
    *,
    whole: bool,
) -> Renewal:
    """Replace the observed scenarios in the baseline.

    features: the scenarios that each feature file has now, in their order; others leave the baseline.
    whole: whether all scenarios were observed. What the baseline knows to vary goes on varying, since few
        runs show it; after a whole run only where these runs met it at all.
    """
    runs: dict[ScenarioId, list[ScenarioRun | None]] = {}
    for each in observed:
        runs.setdefault(each.scenario, []).append(each.run)
    red = [scenario for scenario, known in runs.items() if None in known]
    green = {
        scenario: [run for run in known if run is not None]
        for scenario, known in runs.items()
        if None not in known
    }
    known_to_vary = read_variation(text_of(folder / VARIATION))
    met = known_to_vary.met_in(run for known in green.values() for run in known)
    variation = variation_of(green.values()) | (met if whole else known_to_vary)
    folder.mkdir(parents=True, exist_ok=True)
    statements = statements_of(green.values())
    if not whole:
        statements |= read_statements(text_of(folder / STATEMENTS))
    (folder / STATEMENTS).write_text(written_statements(statements), "utf-8")
    (folder / VARIATION).write_text(written_variation(variation), "utf-8")
    for feature, scenarios in features.items():
        _renew_feature(folder / baseline_file(feature), feature, scenarios, green, variation)
    return Renewal(len(green), red)


def remove_features_that_are_gone(folder: Path, features: Iterable[str]) -> list[Path]:
    """Remove the files of features that no longer exist; their paths.

    Features are in folders: a file beside these folders belongs to no feature.
    """
    kept = {folder / baseline_file(feature) for feature in features}
    gone = [path for path in sorted(folder.glob("*/**/*.txt")) if path not in kept]
    for path in gone:
        path.unlink()
    return gone


def renew_pace(folder: Path, observed: Iterable[Observation], *, whole: bool) -> None:
    """Write how long the services take for each operation; a part of the suite adds those that are new."""
    times: dict[OperationKey, list[float]] = {}
    for each in observed:
        for key, own in each.times.items():
            times.setdefault(key, []).extend(own)
    pace = Pace.of(times)
    if not whole:
        pace = Pace({**pace.ratios, **read_pace(text_of(folder / PACE)).ratios})  # a part has another median
    (folder / PACE).write_text(written_pace(pace), "utf-8")


def renew_slow_scenarios(
    folder: Path, measured: Mapping[str, float], observed: Iterable[Observation], existing: Collection[str]
) -> None:
    """Write which scenarios take long; one that does not exist any more leaves the list.

    measured: the seconds of all scenarios that have run on this machine, and by which its speed is known.
    measured, existing: by `features/x.feature: the name of the scenario`. Red ones are not learned from.
    """
    path = folder / SLOW
    seconds = at_usual_speed(measured)
    green = {f"{each.scenario.feature}: {each.scenario.name}" for each in observed if each.run is not None}
    before = {name: known for name, known in read_list(text_of(path)).items() if name in existing}
    seen = {name: seconds[name] for name in sorted(green) if name in seconds and name in existing}
    path.write_text(written_list(renewed(before, seen)), "utf-8")


def _renew_feature(
    path: Path,
    feature: str,
    scenarios: Sequence[ScenarioKey],
    green: Mapping[ScenarioId, Sequence[ScenarioRun]],
    variation: Variation,
) -> None:
    before = read_blocks(text_of(path))
    blocks: dict[ScenarioKey, ScenarioBaseline] = {}
    for key in scenarios:
        known = read_block(before[key]) if key in before else None
        if runs := green.get(ScenarioId(feature, *key)):
            order = [each.key for each in known.operations] if known else []
            blocks[key] = merged([_counted(run, variation) for run in runs], order)
        elif known:
            blocks[key] = known
    text = written(blocks)
    if blocks and text != text_of(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    elif not blocks:
        path.unlink(missing_ok=True)


def _counted(run: ScenarioRun, variation: Variation) -> ScenarioRun:
    return run if run.sql is None else replace(run, sql=variation.counted(run.sql))
