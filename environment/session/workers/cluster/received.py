"""Takes what the workers of a cluster have written into the reports of the run."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from environment.reporting.lost_reports import tolerated
from environment.reporting.results_folder import unfinished_of
from environment.session.answers_of_run import ANSWERS
from environment.session.workers.cluster.shipment import Shipment


class ReceivedFiles:
    """Called with each shipment, in the parent. `observe` is the folder of what a new baseline needs."""

    def __init__(self, formatters: Sequence[Any], observe: Path | None) -> None:
        self._formatters = [each for each in formatters if hasattr(each, "accept_results_of")]
        self._observe = observe

    def __call__(self, worker: str, shipment: Shipment) -> None:
        for formatter in self._formatters:
            with tolerated(formatter.folder):
                _write(unfinished_of(worker, formatter.folder), shipment)
                formatter.accept_results_of(worker)
                formatter.described_by(shipment.properties)
        with tolerated(ANSWERS.parent):
            _append(ANSWERS, shipment.answers)
        if self._observe is not None:
            _append(self._observe / f"{worker}.jsonl", shipment.observed)


def _write(folder: Path, shipment: Shipment) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in shipment.results.items():
        (folder / Path(name).name).write_bytes(content)


def _append(file: Path, content: bytes) -> None:
    if content:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("ab") as opened:
            opened.write(content)
