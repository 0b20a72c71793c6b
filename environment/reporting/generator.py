"""Allure 3, by which the report is made."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from environment.runtime.node_packages import installed, node, run_node

DEFINITION = Path(__file__).parent / "allure"

_READ_RESULTS = DEFINITION / "read_results.mjs"
# MB for young objects: Node collects garbage every few milliseconds with its 16.
_FEW_COLLECTIONS = ("--max-semi-space-size=64",)


@dataclass(frozen=True, slots=True)
class Generator:
    """An installed Allure 3."""

    node: Path
    folder: Path

    def generate(self, results: Path, output: Path, history: Path) -> None:
        """Make the report of a results folder. Raises NodeUnavailable with Allure's error message."""
        cli, config = self.folder / "node_modules/allure/cli.js", DEFINITION / "allurerc.mjs"
        command = [
            self.node,
            *_FEW_COLLECTIONS,
            "--import",
            _READ_RESULTS.as_uri(),
            cli,
            "generate",
            "--config",
            config,
            "--output",
            output,
            results,
        ]
        run_node("Allure", [*map(str, command)], {"REPORT_HISTORY": str(history)})


def installed_generator() -> Generator:
    """The generator of the lock file, which the first call installs. Raises NodeUnavailable."""
    return Generator(node(), installed("allure", DEFINITION))
