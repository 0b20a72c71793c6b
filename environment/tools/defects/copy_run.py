"""Runs of copies of the project, each with a stack of its own."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from environment.runtime.run_folder import RunFolder
from environment.tools.defects.plan import DefectPlan
from environment.tools.project_copy import CODE, copy_project, environ_of

_COPIED = (*CODE, "features", "baseline", "known_failures.toml")
_BEHAVE = (
    "-m", "behave", "--runner=environment.tools.defects.runner:DefectRunner", "--jobs=1",
    "--no-junit", "--no-summary", "--format=progress3",
)  # fmt: skip
_LOG = "reports/defect.log"
_LOG_LINES = 40


class CopyRuns:
    """Runs plans on copies of a project, inside the run folder. `end` ends all that run."""

    def __init__(self, project: Path, folder: RunFolder, longest: float) -> None:
        """`longest` is how many seconds one run may take."""
        self.project, self._folder, self._longest = project, folder, longest
        self._running: set[subprocess.Popen[bytes]] = set()
        self.ended = False

    def __call__(
        self, name: str, plan: DefectPlan, change: Callable[[Path], None], settings: Sequence[str] = ()
    ) -> str:
        """Run the plan on a copy whose bookstore was changed; the end of the run's log.

        `settings` are further arguments of behave.
        """
        copy = copy_project(self.project, self._folder.path / name.replace("/", "."), _COPIED)
        try:
            change(copy / "bookstore")
            plan.write(copy)
            self._behave(copy, [*settings, *plan.features])
            return "\n".join((copy / _LOG).read_text("utf-8", "replace").splitlines()[-_LOG_LINES:])
        finally:
            shutil.rmtree(copy)

    def end(self) -> None:
        """Let every run end its stack, and start no other scenario."""
        self.ended = True
        for run in tuple(self._running):
            _let_end(run)

    def _behave(self, copy: Path, arguments: Sequence[str]) -> None:
        with (
            (copy / _LOG).open("wb") as log,
            subprocess.Popen(
                [sys.executable, *_BEHAVE, *arguments], cwd=copy, env=environ_of(copy), stdin=subprocess.PIPE,
                stdout=log, stderr=log, start_new_session=True, pass_fds=[self._folder.fileno()],
            ) as run,
        ):  # fmt: skip
            self._running.add(run)
            if self.ended:  # while it was started
                _let_end(run)
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
