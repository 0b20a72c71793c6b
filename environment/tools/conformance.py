"""`make conformance`: tests what a target file promises, and forecasts which scenarios would run.

reports/conformance.txt lists the scenarios by name.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from environment.attach.attached import AttachedTarget
from environment.attach.forecast import RunForecast, forecast, lines_of
from environment.attach.probes import PROBES, required_of, run_probe
from environment.attach.target_file import TargetFileError, read_target
from environment.faults.errors import ProxyError
from environment.settings import usual_target
from steps.vocabulary.capabilities import Capability

_WIDTH = 15
_BY_NAME = Path("reports/conformance.txt")


def main() -> int:
    """The exit code: 0 where the target has everything that its file promises, else 1."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else usual_target()
    try:
        with AttachedTarget(read_target(path)) as target:
            print(f"{target.file.name} ({path})\n")
            as_promised, missing = _probe(target)
            run = forecast(replace(target.offer, unsupported=missing))
            print("\n".join(_summary(run)))
            _write(run)
    except (TargetFileError, ProxyError) as reason:
        print(reason)
        return 1
    return 0 if as_promised else 1


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
