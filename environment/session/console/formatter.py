"""The formatter that pyproject.toml names "console", for people who wait for a run, and for logs of CI.

On a terminal one line with the progress is drawn again and again, and each failure is printed above it when
its scenario ends. Elsewhere each feature is one line. `--verbose` shows every step instead.
"""

from __future__ import annotations

import os
import shutil
import time
from contextlib import suppress
from typing import Any

from behave.formatter.base import Formatter
from behave.model_type import Status

from environment.evidence.baseline.slow_scenarios import USUAL_SECONDS
from environment.session.console.failure_text import failure_text
from environment.session.console.progress import RunProgress, in_minutes
from environment.session.console_output import ConsoleOutput
from environment.session.selection import key_of, selected
from environment.session.workers.durations import durations_file, expected_durations
from environment.settings import RunSettings, RunSettingsError

NAME = "console"
_EVERY_STEP = "pretty"
_SIGNS = {Status.passed: ".", Status.failed: "F", Status.skipped: "S", Status.untested: "_"}
_RED, _PLAIN = "\x1b[31m", "\x1b[0m"


def choose_console(config: Any) -> None:
    """Show every step in a verbose run, and in one that runs nothing."""
    if config.verbose or config.dry_run:
        config.format = [_EVERY_STEP if each == NAME else each for each in config.format or ()]


def tells_failures(config: Any) -> bool:
    """Whether the console shows failures by itself, with all that the checks have found."""
    return NAME in (config.format or ())


class ConsoleFormatter(Formatter):  # type: ignore[misc]  # behave has no types
    """Shows progress, failures and features. A run with workers says when each scenario begins and ends."""

    name = NAME
    description = "Progress on a terminal, a line a feature elsewhere, failures in full"

    def __init__(self, stream_opener: Any, config: Any) -> None:
        super().__init__(stream_opener, config)
        self.stream = self.open()
        self._colored = bool(config.has_colored_mode(self.stream)) and not os.environ.get("NO_COLOR")
        self._draws = self.stream.isatty() and os.environ.get("TERM") != "dumb"
        self._progress = RunProgress({}, 1)
        self._feature: Any = None
        self._features: list[Any] = []
        self._seen: set[int] = set()
        self._ended: set[int] = set()

    def run_started(self, features: list[Any]) -> None:
        """The parsed features, before the first hook."""
        self._features = features
        due, seconds = selected(features, self.config), dict[str, float]()
        with suppress(RunSettingsError):  # of a damaged baseline, which the comparison reports
            kept = durations_file(RunSettings.parse(self.config.userdata))
            seconds = expected_durations(map(key_of, due), kept)
        expected = {_place(each): seconds.get(key_of(each), USUAL_SECONDS) for each in due}
        self._progress = RunProgress(expected, self.config.jobs)
        self._draw()

    def feature(self, feature: Any) -> None:
        """A feature begins; with workers, its results are collected from now on."""
        self._feature = feature

    def scenario(self, scenario: Any) -> None:
        """A scenario begins; with workers it has ended by now."""
        if id(scenario) not in self._seen:
            self.scenario_began(scenario)

    def scenario_began(self, scenario: Any) -> None:
        """A scenario begins, here or in a worker."""
        self._seen.add(id(scenario))
        self._progress.began(_place(scenario), scenario.name, time.monotonic())
        self._draw()

    def scenario_finished(self, scenario: Any) -> None:
        """A scenario is over, its hooks and clean-up included, here or in a worker."""
        if id(scenario) in self._ended or id(scenario) not in self._seen:
            return  # told before its turn by a worker, or not selected
        self._ended.add(id(scenario))
        failed = scenario.status.has_failed()
        self._progress.ended(_place(scenario), time.monotonic(), failed=failed)
        if failed:
            self._print(self._in_red(failure_text(scenario)))
        self._draw()

    def eof(self) -> None:
        """A feature is over."""
        feature, self._feature = self._feature, None
        if feature is None or self._draws:
            return
        results = [each for each in feature.walk_scenarios() if each.status is not Status.untested]
        ran = [each for each in results if each.should_run(self.config) or each.status.has_failed()]
        if ran:
            signs = "".join(_SIGNS.get(each.status, "E") for each in ran)
            self._print(f"{feature.filename}  {signs}  {in_minutes(sum(each.duration for each in ran))}\n")

    def close(self) -> None:
        """The run is over: the terminal is left without the line."""
        if isinstance(self.stream, ConsoleOutput):
            self.stream.show_line("")
        self.close_stream()

    def _draw(self) -> None:
        if self._draws and isinstance(self.stream, ConsoleOutput):
            width = shutil.get_terminal_size().columns - 1
            self.stream.show_line(self._progress.line(width, time.monotonic(), dot=self._dot))

    @property
    def _dot(self) -> str:
        return "·" if (self.stream.encoding or "").lower().startswith("utf") else "-"

    def _in_red(self, text: str) -> str:
        first, _, rest = text.partition("\n")
        return f"{_RED}{first}{_PLAIN}\n{rest}" if self._colored else text

    def _print(self, text: str) -> None:
        self.stream.write(text)
        self.stream.flush()


def _place(scenario: Any) -> str:
    """Names a scenario among those of a run: two may have the same title, each has a line of its own."""
    return str(scenario.location)
