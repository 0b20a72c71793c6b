"""The folder of Allure results: its path, the removal of earlier results, and the files about the run."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Mapping
from pathlib import Path
from uuid import uuid4

from environment.reporting.run_marker import MARKS

DEFAULT_FOLDER = Path("reports/allure-results")

ENVIRONMENT = "environment.properties"
JUNIT_FILES = "TESTS-*.xml"

# Only files that a run has written are removed: ALLURE_RESULTS_DIR may name a folder with other files.
_WRITTEN_BY_A_RUN = (
    "*-result.json",
    "*-container.json",
    "*-globals.json",
    "*-attachment.*",
    "*-attachment",
    ENVIRONMENT,
    "executor.json",
    "*.json.tmp",
    f"{MARKS}/*",
)


def results_folder(configured: str | None) -> Path:
    """ALLURE_RESULTS_DIR, else the folder in pyproject.toml, else reports/allure-results."""
    return Path(os.environ.get("ALLURE_RESULTS_DIR") or configured or DEFAULT_FOLDER)


UNFINISHED = "unfinished"
"""The folder, beside the results, in which each worker of a run has one for what does not count yet."""


def keeps_results() -> bool:
    """Whether this process adds to the results of other processes (ALLURE_KEEP_RESULTS=1)."""
    return os.environ.get("ALLURE_KEEP_RESULTS", "") not in {"", "0"}


def remove_results(folder: Path) -> None:
    """Remove the results of earlier runs, and no other file."""
    for stale in result_files(folder):
        stale.unlink(missing_ok=True)
    remove_unfinished(folder)


def unfinished_of(worker: str, folder: Path) -> Path:
    """The folder of what a worker has written and its parent has not accepted yet."""
    return folder / UNFINISHED / worker


def accept_results(worker: str, folder: Path) -> None:
    """Take what a worker has written into the results, while it writes nothing. Raises OSError.

    A result comes after its attachments: it is the file that counts.
    """
    files = unfinished_of(worker, folder).iterdir() if unfinished_of(worker, folder).is_dir() else ()
    for file in sorted(files, key=lambda each: each.name.endswith("-result.json")):
        file.rename(folder / file.name)


def remove_unfinished(folder: Path, worker: str = "") -> None:
    """Remove what does not count, of one worker or of all."""
    shutil.rmtree(unfinished_of(worker, folder), ignore_errors=True)


def result_files(folder: Path) -> set[Path]:
    """The files that runs have written to a folder of results."""
    return {file for pattern in _WRITTEN_BY_A_RUN for file in folder.glob(pattern)}


def write_environment(folder: Path, properties: Mapping[str, str]) -> None:
    """Write environment.properties, which the report shows next to its totals."""
    lines = [f"{key} = {' '.join(value.split())}" for key, value in properties.items()]
    _write(folder / ENVIRONMENT, "\n".join(lines) + "\n")


def properties_in(text: str) -> dict[str, str]:
    """What `write_environment` has written."""
    lines = (line.partition(" = ") for line in text.splitlines())
    return {key: value for key, _, value in lines}


def write_executor(folder: Path, executor: Mapping[str, str]) -> None:
    """Write executor.json: the build that ran the features."""
    _write(folder / "executor.json", json.dumps(executor, indent=2) + "\n")


def write_global_error(folder: Path, message: str) -> None:
    """Write an error outside of any scenario when no run, and so no listener of Allure, is left."""
    error = {"message": message, "timestamp": time.time_ns() // 1_000_000}
    _write(folder / f"{uuid4()}-globals.json", json.dumps({"errors": [error]}, ensure_ascii=False))


def _write(path: Path, text: str) -> None:
    """Replace the file atomically, since other processes of the same run may write it too."""
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.json.tmp")
    try:
        unfinished.write_text(text, encoding="utf-8")
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def remove_junit(folder: Path) -> None:
    """Remove the JUnit files of an earlier run, named as behave names them."""
    for stale in folder.glob(JUNIT_FILES):
        stale.unlink()
