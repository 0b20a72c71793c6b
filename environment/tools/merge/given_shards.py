"""The shards that are merged: folders with the reports of a run with -D shard=2/5."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from environment.session.shards.record import RECORD, DamagedShardRecord, ShardRecord
from environment.tools.gate.results import NOT_RED, run_errors


class UnusableShards(ValueError):
    """Shards that are not merged; the message has a sentence for each reason."""


@dataclass(frozen=True)
class GivenShard:
    """A shard and the folder in which its reports are."""

    folder: Path
    record: ShardRecord

    @property
    def allure(self) -> Path:
        """The folder of its Allure results."""
        return self.folder / "allure-results"

    @property
    def results(self) -> int:
        """The number of its Allure results; a scenario that ran twice has two."""
        return len(self._statuses)

    @property
    def tells_why(self) -> bool:
        """Whether its results say why the shard is red."""
        return any(status not in NOT_RED for status in self._statuses) or bool(run_errors(self.allure))

    @cached_property
    def _statuses(self) -> tuple[str, ...]:
        files = self.allure.glob("*-result.json")
        return tuple(json.loads(file.read_bytes())["status"] for file in files)

    def __str__(self) -> str:
        return f"shard {self.record.shard} ({self.folder})"


def given_shards(folders: Sequence[Path], merged: Path) -> list[GivenShard]:
    """The shards in these folders, in their order; `merged` is the folder of the merged report.

    Raises UnusableShards.
    """
    if not folders:
        raise UnusableShards('no shard is named: make merge SHARDS="one-folder another-folder"')
    reasons = list(_unusable(folders, merged))
    shards = []
    for folder in folders:
        try:
            shards.append(GivenShard(folder, ShardRecord.read(folder / RECORD.name)))
        except DamagedShardRecord as error:
            reasons.append(str(error))
    if reasons:
        raise UnusableShards("\n".join(reasons))
    return sorted(shards, key=lambda each: each.record.shard)


def _unusable(folders: Sequence[Path], merged: Path) -> Iterator[str]:
    for folder in folders:
        if folder.resolve() == merged.resolve():
            yield f"{folder}: the merged report is written there; copy the shard's reports to another folder"
