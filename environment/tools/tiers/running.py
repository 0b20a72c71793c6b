"""Runs the parts of a tier one after the other; what has ended in an interrupted round does not run again."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from environment.reporting.results_folder import DEFAULT_FOLDER
from environment.reporting.run_properties import commit
from environment.runtime.signals import interruptible
from environment.session.code_digest import code_digest
from environment.session.history.run_history import RunHistory
from environment.session.shards.run import DECIDES_A_RUN
from environment.tools.tiers.part_run import PartOutcome, PartRun, TierHistory, open_round
from environment.tools.tiers.proofs import PartTraces, proved_by
from environment.tools.tiers.tier import Tier, TierPart

_DECIDES = (*DECIDES_A_RUN, "tests", "defects", "Makefile")

_OF_MAKE = ("MAKEFLAGS", "MAKEOVERRIDES", "MAKELEVEL", "MFLAGS")
"""What `make tier` was given is not meant for the makes that it starts: AGAIN means another thing to each."""


class TierRun:
    """One round of a tier: new, or the rest of one that was left."""

    def __init__(self, tier: Tier, history: TierHistory, *, again: bool = False) -> None:
        """`again`: begin a new round, whatever has ended in the last one."""
        self._tier, self._history = tier, history
        self._code, self._commit = code_digest(Path.cwd(), _DECIDES), commit()
        self._ended: dict[str, PartRun] = {} if again else dict(open_round(tier, history.runs(), self._code))
        begun = [run.round for run in self._ended.values()]
        self._round = begun[0] if begun else _now().isoformat()

    def run(self, only: TierPart | None = None) -> bool:
        """Run every part that has not ended in this round, or one alone; whether a part is red.

        Raises KeyboardInterrupt after the command of the part has ended.
        """
        for part in [only] if only else self._tier.parts:
            if only is None and (earlier := self._ended.get(part.name)):
                print(f"{part.name}: {earlier.outcome} at {earlier.when:%Y-%m-%d %H:%M} UTC, not run again")
                continue
            self._ended[part.name] = self._run(part)
        chosen = [only.name] if only else [part.name for part in self._tier.parts]
        return any(self._ended[name].outcome is PartOutcome.RED for name in chosen)

    def _run(self, part: TierPart) -> PartRun:
        print(f"\n=== {self._tier.name}: {part.name}, about {part.minutes} min: {part.command}", flush=True)
        began, clock = _now(), time.monotonic()
        if part.needs and _fails(part.needs.command):
            outcome, proved = PartOutcome.NOT_HERE, [f"it runs only where {part.needs.what}"]
        else:
            outcome, proved = self._outcome(part, began)
        run = PartRun(
            tier=self._tier.name,
            part=part.name,
            round=self._round,
            at=began.isoformat(),
            took=round(time.monotonic() - clock, 1),
            commit=self._commit,
            code=self._code,
            outcome=outcome,
            proved=tuple(proved),
        )
        self._history.keep(run)
        print(f"=== {part.name}: {outcome} after {run.took:.0f} s", *proved, sep="\n      ", flush=True)
        return run

    def _outcome(self, part: TierPart, began: datetime) -> tuple[PartOutcome, list[str]]:
        folder = self._tier.folder_of(part)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        console, own = folder / "console.txt", folder / "allure-results"
        environ = {**os.environ, **({"ALLURE_RESULTS_DIR": str(own)} if part.own_results else {})}
        status = run_command(part.command, console, environ)
        results = own if part.own_results else DEFAULT_FOLDER
        proved = [*proved_by(part, PartTraces(began, console, results, RunHistory()))]
        return (PartOutcome.RED if status else PartOutcome.GREEN), proved


def run_command(command: str, console: Path, environ: Mapping[str, str]) -> int:
    """Run a command of the shell, and copy what it prints into a file; its exit code.

    A signal to this process goes to the command, once: its output is read to the end before KeyboardInterrupt
    is raised, so that nothing of it runs on.
    """
    path = f"{Path(sys.executable).parent}{os.pathsep}{environ.get('PATH', '')}"
    own = {key: value for key, value in environ.items() if key not in _OF_MAKE}
    own |= {"PATH": path, "PYTHONUNBUFFERED": "1"}
    with (
        console.open("wb") as copy,
        interruptible() as interruption,
        subprocess.Popen(
            ["/bin/sh", "-c", command], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, env=own, start_new_session=True,
        ) as running,
    ):  # fmt: skip
        assert running.stdout is not None, "it is a pipe"
        interrupted = False
        while True:
            try:
                for line in running.stdout:
                    copy.write(line)
                    sys.stdout.write(line.decode("utf-8", "replace"))
                    sys.stdout.flush()
                status = running.wait()
                break
            except KeyboardInterrupt:
                interrupted = True
                os.killpg(running.pid, interruption.signal or signal.SIGINT)
    if interrupted:
        raise KeyboardInterrupt
    return status


def _fails(command: str) -> bool:
    return subprocess.run(["/bin/sh", "-c", command], capture_output=True, check=False).returncode != 0


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)
