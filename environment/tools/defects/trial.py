"""One defect on a stack of its own: a copy of the project with the edit, and the scenarios of its plan."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from environment.runtime.run_folder import RunFolder
from environment.tools.defects.catalog import Defect
from environment.tools.defects.edits import apply
from environment.tools.defects.outcome import OUTCOMES, ScenarioOutcome, read_outcomes
from environment.tools.defects.plan import DefectPlan
from environment.tools.project_copy import CODE, copy_project, environ_of

_COPIED = (*CODE, "features", "baseline", "known_failures.toml")
_BEHAVE = (
    "-m", "behave", "--runner=environment.tools.defects.runner:DefectRunner", "--jobs=1",
    "--no-junit", "--no-summary", "--format=progress3", "features/",
)  # fmt: skip
_LOG = "reports/defect.log"
_LOG_LINES = 20


@dataclass(frozen=True)
class Trial:
    """What became of one defect. `failure` is why no scenario could run; `seconds` has the start as well."""

    defect: str
    seconds: float
    outcomes: tuple[ScenarioOutcome, ...]
    failure: str = ""

    @property
    def caught(self) -> bool:
        """Whether a scenario was red, or the bookstore did not even start."""
        return bool(self.failure) or any(outcome.red for outcome in self.outcomes)


class DefectTrials:
    """Tries defects of a project, each in a copy inside the run folder. `end` ends all that run."""

    def __init__(self, project: Path, plan: DefectPlan, folder: RunFolder, longest: float) -> None:
        """`longest` is how many seconds one defect may take."""
        self._project, self._plan, self._folder, self._longest = project, plan, folder, longest
        self._running: set[subprocess.Popen[bytes]] = set()

    def __call__(self, defect: Defect) -> Trial:
        """Run the plan on the defect. Raises EditDoesNotFit."""
        began = time.monotonic()
        copy = copy_project(self._project, self._folder.path / defect.name.replace("/", "."), _COPIED)
        try:
            apply(defect, copy / "bookstore")
            self._plan.write(copy)
            self._run(copy)
            outcomes = tuple(read_outcomes(copy / OUTCOMES))
            failure = "" if outcomes else _tail(copy / _LOG)
        finally:
            shutil.rmtree(copy)
        return Trial(defect.name, round(time.monotonic() - began, 1), outcomes, failure)

    def end(self) -> None:
        """Let every run end its stack, and start no other scenario."""
        for run in tuple(self._running):
            _let_end(run)

    def _run(self, copy: Path) -> None:
        with (
            (copy / _LOG).open("wb") as log,
            subprocess.Popen(
                [sys.executable, *_BEHAVE], cwd=copy, env=environ_of(copy), stdin=subprocess.PIPE, stdout=log,
                stderr=log, start_new_session=True, pass_fds=[self._folder.fileno()],
            ) as run,
        ):  # fmt: skip
            self._running.add(run)
            try:
                run.wait(self._longest)
            except subprocess.TimeoutExpired:
                _let_end(run)
            finally:
                self._running.discard(run)


def _let_end(run: subprocess.Popen[bytes]) -> None:
    """A run ends with its standard input, which this process holds: when this process is killed as well."""
    if run.stdin is not None:
        run.stdin.close()


def _tail(log: Path) -> str:
    return "\n".join(log.read_text("utf-8", "replace").splitlines()[-_LOG_LINES:])
