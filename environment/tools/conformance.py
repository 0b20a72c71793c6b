"""`make conformance`: tests what a target file promises, and forecasts which scenarios would run.

reports/conformance.txt lists the scenarios by name. RESULTS=1 compares the forecast with the results of the
last run; the other arguments are those of that run.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from environment.attach.attached import AttachedTarget
from environment.attach.forecast import RunForecast, forecast, lines_of
from environment.attach.probes import PROBES, required_of, run_probe
from environment.attach.target_file import TargetFileError, read_target
from environment.audit.auditor import Auditor
from environment.audit.checks import CHECKS
from environment.audit.facts.database_probe import DatabaseProbe
from environment.faults.errors import ProxyError
from environment.reporting.results_folder import results_folder
from environment.settings import usual_target
from environment.tools.agreement import disagreements
from environment.tools.gate.results import scenario_results
from steps.vocabulary.capabilities import Capability

_WIDTH = 15
_COMPARE = "--results"
_BY_NAME = Path("reports/conformance.txt")


def main() -> int:
    """The exit code: 0 where the target has everything that its file promises, else 1."""
    arguments = [each for each in sys.argv[1:] if each != _COMPARE]
    has_target = bool(arguments) and arguments[0].endswith(".toml")
    path = Path(arguments.pop(0)) if has_target else usual_target()
    try:
        with AttachedTarget(read_target(path)) as target:
            print(f"{target.file.name} ({path})\n")
            as_promised, missing = _probe(target)
            run = forecast(
                replace(target.offer, unsupported=missing), (*arguments, *_features(arguments)), path
            )
            print("\n".join(_not_audited(target)))
            print("\n".join(_summary(run)))
            _write(run)
            agrees = _COMPARE not in sys.argv or _compare(run)
    except (TargetFileError, ProxyError) as reason:
        print(reason)
        return 1
    return 0 if as_promised and agrees else 1


def _features(arguments: Sequence[str]) -> tuple[str, ...]:
    return () if any(not each.startswith("-") for each in arguments) else ("features",)


def _compare(run: RunForecast) -> bool:
    """Print how the last run differs from the forecast; whether it does not."""
    otherwise = [*disagreements(run.scenarios, scenario_results(results_folder(None)))]
    print(
        "\n".join([f"\n{len(otherwise)} scenarios of the last run ran otherwise than forecast", *otherwise])
    )
    return not otherwise


def _probe(target: AttachedTarget) -> tuple[bool, dict[Capability, str]]:
    """Print what was seen; whether that is all that is promised, and the capabilities that are missing."""
    missing, as_promised = dict(target.unsupported), True
    for required in required_of(target):
        shown, seen = run_probe(required, target)
        as_promised = as_promised and shown
        print(_line("required", shown, seen))
    for capability, probe in PROBES.items():
        if capability in missing:
            print(f"  {capability:<{_WIDTH}} {'missing':<9} {missing[capability]}")
            continue
        shown, seen = run_probe(probe, target)
        print(_line(capability, shown, seen))
        if not shown:
            as_promised, missing[capability] = False, f"{capability} is promised and was not seen: {seen}"
    return as_promised, missing


def _line(what: str, shown: bool, seen: str) -> str:
    return f"  {what:<{_WIDTH}} {'yes' if shown else 'NOT SEEN':<9} {seen}"


def _not_audited(target: AttachedTarget) -> Iterator[str]:
    """What the audit after each scenario cannot look at."""
    databases = DatabaseProbe(target.database_urls())
    auditor = Auditor(target, databases)
    try:
        made = len(CHECKS) - len(auditor.left_out)
        yield f"\nThe audit checks {made} of {len(CHECKS)} rules, and not these:"
        yield from (f"  {rule}" for rule in auditor.left_out)
    finally:
        auditor.close()
        databases.close()


def _summary(run: RunForecast) -> Iterator[str]:
    total = sum(run.skipped.values())
    yield f"\n{run.running} scenarios would run, {total} would be skipped"
    for reason, count in sorted(run.skipped.items(), key=lambda each: -each[1]):
        yield f"  {count:>4}  {reason}"
    yield "\n   run  skip"
    for folder, (running, skipped) in run.folders.items():
        yield f"  {running:>4}  {skipped:>4}  {folder}"


def _write(run: RunForecast) -> None:
    _BY_NAME.parent.mkdir(exist_ok=True)
    _BY_NAME.write_text("\n".join(lines_of(run)) + "\n", encoding="utf-8")
    print(f"\nThe scenarios by name: {_BY_NAME}")


if __name__ == "__main__":
    sys.exit(main())
