"""Runs behave as its command does, in forks of a process that has imported the suite already.

Two thirds of the time of a small run are imports. Signals, terminals and closed outputs are tested with the
command itself.
"""

from __future__ import annotations

import json
import os
import runpy
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from environment.settings import PROJECT_FOLDER

_TIMED_OUT = "a run of the demo has taken more than {} seconds:\n{}"


@dataclass(frozen=True)
class PreloadedBehave:
    """Starts one run after another. `log` receives what a run prints."""

    asked: IO[str]
    told: IO[str]
    log: Path

    def __call__(
        self, arguments: Sequence[str], folder: Path, environ: Mapping[str, str], timeout: float
    ) -> tuple[int, str]:
        """The exit code of a run in the folder, and what it printed.

        Raises TimeoutError after `timeout` seconds.
        """
        run = {
            "argv": ["behave", *arguments],
            "folder": str(folder),
            "environ": dict(environ),
            "log": str(self.log),
            "seconds": timeout,
        }
        print(json.dumps(run), file=self.asked, flush=True)
        code = json.loads(self.told.readline())
        printed = self.log.read_text("utf-8", "replace")
        if code is None:
            raise TimeoutError(_TIMED_OUT.format(timeout, printed))
        return int(code), printed


def run_command(
    arguments: Sequence[str], folder: Path, environ: Mapping[str, str], timeout: float
) -> tuple[int, str]:
    """The same of the command itself, for variables that Python reads as it starts."""
    done = subprocess.run(
        [sys.executable, "-m", "behave", *arguments], cwd=folder, env=environ, capture_output=True, text=True,
        check=False, timeout=timeout,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


@contextmanager
def preloaded_behave(log: Path) -> Iterator[PreloadedBehave]:
    """The process ends with the block, or with this process: its standard input is closed then."""
    with subprocess.Popen(
        [sys.executable, "-m", __name__],
        cwd=PROJECT_FOLDER,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        yield PreloadedBehave(process.stdin, process.stdout, log)
        process.stdin.close()


def _serve() -> None:
    """Runs until the input ends. What each run needs is imported here, in this process alone."""
    import environment.hooks  # noqa: PLC0415
    import environment.runner  # noqa: F401, PLC0415
    from environment.reporting import lost_reports  # noqa: PLC0415

    for line in sys.stdin:
        run = json.loads(line)
        pid = os.fork()
        if pid == 0:
            lost_reports.forget()  # what it knows is shared with the run before
            _become(run)
            return
        print(json.dumps(_ended(pid, run["seconds"])), flush=True)


def _become(run: dict[str, Any]) -> None:
    """Be a run of behave in its folder, as `python -m behave` is."""
    nothing = os.open(os.devnull, os.O_RDONLY)
    log = os.open(str(run["log"]), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    for target, source in ((0, nothing), (1, log), (2, log)):
        os.dup2(source, target)
    os.close(nothing)
    os.close(log)
    os.setpgid(0, 0)
    os.chdir(str(run["folder"]))
    os.environ.clear()
    os.environ.update(run["environ"])
    sys.path[0] = str(run["folder"])
    sys.argv = run["argv"]
    runpy.run_module("behave", run_name="__main__", alter_sys=True)


def _ended(pid: int, seconds: float) -> int | None:
    """The exit code as subprocess gives it; None for a run that took too long, which is killed."""
    timer = threading.Timer(seconds, os.kill, (pid, signal.SIGKILL))
    timer.start()
    _, status = os.waitpid(pid, 0)
    has_time = timer.is_alive()
    timer.cancel()
    timer.join()
    return os.waitstatus_to_exitcode(status) if has_time else None


if __name__ == "__main__":
    _serve()
