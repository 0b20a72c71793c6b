"""Runs the demo features with behave on the command line, each time in a copy of the folder."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.environment.reporting.preloaded_behave import preloaded_behave, run_command

_LONGEST = 60.0  # seconds
DEMO = Path(__file__).parent / "demo"


@dataclass(frozen=True)
class DemoRun:
    """The results of one run of the demo."""

    folder: Path
    exit_code: int
    console: str

    def behave_counts(self) -> Counter[str]:
        """The scenarios of behave's own summary, by status."""
        (line,) = re.findall(r"^\d+ scenarios? passed, .*$", self.console, re.MULTILINE)
        found = re.findall(r"(\d+) (?:scenarios? )?(\w+)", line)
        return Counter({status: int(number) for number, status in found})

    @property
    def results(self) -> list[dict[str, Any]]:
        """Allure's results."""
        return [json.loads(path.read_text("utf-8")) for path in self.allure.glob("*-result.json")]

    @property
    def run_errors(self) -> list[str]:
        """The messages of Allure's global errors."""
        written = [json.loads(path.read_text("utf-8")) for path in self.allure.glob("*-globals.json")]
        return [error["message"] for each in written for error in each.get("errors", ())]

    @property
    def allure(self) -> Path:
        """The folder of Allure's results."""
        return self.folder / "reports" / "allure-results"

    def result(self, name: str) -> dict[str, Any]:
        """The one result of this name."""
        (found,) = [each for each in self.results if each["name"] == name]
        return found

    def labels(self, name: str) -> dict[str, list[str]]:
        """The labels of the one result of this name."""
        labels: dict[str, list[str]] = {}
        for label in self.result(name)["labels"]:
            labels.setdefault(label["name"], []).append(label["value"])
        return labels

    def attachment(self, name: str, attached: str) -> str:
        """The text of what is attached to a scenario under a name."""
        (source,) = [each["source"] for each in self.result(name)["attachments"] if each["name"] == attached]
        return (self.allure / str(source)).read_text("utf-8")


Demo = Callable[..., DemoRun]


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """Run the demo: demo(*arguments, **environment)."""
    with preloaded_behave(tmp_path_factory.mktemp("behave") / "console") as behave:

        def run(*arguments: str, folder: Path | None = None, **environ: str) -> DemoRun:
            folder = folder or shutil.copytree(DEMO, tmp_path_factory.mktemp("demo") / "demo")
            run_behave = run_command if any(name.startswith("PYTHON") for name in environ) else behave
            code, console = run_behave(arguments, folder, {**os.environ, **environ}, _LONGEST)
            return DemoRun(folder, code, console)

        yield run


@pytest.fixture(scope="session")
def whole(demo: Demo) -> DemoRun:
    """The whole demo, run once."""
    return demo()
