"""Joins what shards have written: Allure results, the properties of their runs, JUnit, and answers met."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from environment.reporting.last_results import LAST_RESULTS, join_results
from environment.reporting.results_folder import (
    ENVIRONMENT,
    properties_in,
    remove_results,
    result_files,
    write_environment,
    write_executor,
)
from environment.reporting.run_properties import SELECTION, executor
from environment.reporting.selection_in_words import of_all_shards
from environment.session.answers_of_run import ANSWERS
from environment.session.shards.record import RECORD
from environment.tools.merge.given_shards import GivenShard
from environment.tools.merge.junit import merge_junit

_JUNIT = "junit"


def merge_results(shards: Sequence[GivenShard], reports: Path, allure: Path) -> None:
    """Replace the results of the last run by those of the shards."""
    allure.mkdir(parents=True, exist_ok=True)
    remove_results(allure)
    (reports / RECORD.name).unlink(missing_ok=True)
    for shard in shards:
        for file in result_files(shard.allure):
            copy = allure / file.relative_to(shard.allure)
            copy.parent.mkdir(exist_ok=True)
            shutil.copy(file, copy)
    write_environment(allure, _joined(shard.allure / ENVIRONMENT for shard in shards))
    write_executor(allure, executor())
    merge_junit((shard.folder / _JUNIT for shard in shards), reports / _JUNIT)
    _merge_answers(shards, reports / ANSWERS.name)
    join_results((shard.folder / LAST_RESULTS.name for shard in shards), reports / LAST_RESULTS.name)


def _joined(files: Iterable[Path]) -> dict[str, str]:
    """The properties of all shards; one that differs has the value of each, once."""
    values: dict[str, dict[str, None]] = {}
    for file in files:
        text = file.read_text("utf-8") if file.is_file() else ""
        for key, value in properties_in(text).items():
            values.setdefault(key, {})[of_all_shards(value) if key == SELECTION else value] = None
    return {key: ", ".join(known) for key, known in values.items()}


def _merge_answers(shards: Sequence[GivenShard], target: Path) -> None:
    """One after the other, as the workers of a run append them."""
    found = [file for shard in shards if (file := shard.folder / target.name).is_file()]
    target.unlink(missing_ok=True)
    if found:
        target.write_text("".join(file.read_text("utf-8") for file in found), "utf-8")
