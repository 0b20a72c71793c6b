"""The runner of `make maps`: an acceptance run that records functions and writes no report."""

from __future__ import annotations

from behave.configuration import Configuration

from environment.runner import AcceptanceRunner
from environment.session.selection import without_report


class MapsRunner(AcceptanceRunner):
    """Runs as always, in workers too; each of them records into a folder of its own."""

    hooks_module = "environment.tools.maps.hooks"
    keeps_history = False

    def __init__(self, config: Configuration) -> None:
        without_report(config)
        super().__init__(config)
