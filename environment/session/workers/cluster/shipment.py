"""What a worker of a cluster sends: messages, each with what was written for reports since the last one."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from environment.reporting.results_folder import ENVIRONMENT, accept_results, unfinished_of
from environment.session.answers_of_run import ANSWERS
from environment.session.workers.messages import Assignment, Message

RESULTS = Path("reports/allure-results")
OBSERVED = Path("reports/observed")


@dataclass(frozen=True)
class Shipment:
    """A message and the files that belong to it, by name.

    results: files for the folder of Allure's results.
    properties: the text of environment.properties.
    answers: lines of the record of answers.
    observed: what the scenarios showed, for a new baseline.
    """

    message: Message
    results: dict[str, bytes]
    properties: str
    answers: bytes
    observed: bytes


class ShippingConnection:
    """The connection of a worker to its parent, with the interface of Connection that a worker uses.

    The machine keeps the results as well: the search for secrets at the end reads them.
    """

    def __init__(self, connection: Connection, worker: str) -> None:
        self._connection, self._worker = connection, worker

    def fileno(self) -> int:
        """For multiprocessing.connection.wait."""
        return self._connection.fileno()

    def recv(self) -> Assignment | None:
        """The next assignment."""
        assignment: Assignment | None = self._connection.recv()
        return assignment

    def send(self, message: Message) -> None:
        """Send a message with its files. Raises OSError."""
        results = {file.name: file.read_bytes() for file in self._results()}
        properties = RESULTS / ENVIRONMENT
        text = properties.read_text("utf-8") if properties.is_file() else ""
        observed = b"".join(map(_taken, sorted(OBSERVED.glob("*"))))
        shipment = Shipment(message, results, text, _taken(ANSWERS), observed)
        self._connection.send_bytes(pickle.dumps(shipment))
        accept_results(self._worker, RESULTS)

    def _results(self) -> Iterator[Path]:
        return (each for each in unfinished_of(self._worker, RESULTS).glob("*") if each.suffix != ".tmp")


def _taken(file: Path) -> bytes:
    """The content of a file, which is removed."""
    if not file.is_file():
        return b""
    content = file.read_bytes()
    file.unlink()
    return content
