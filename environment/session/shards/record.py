"""The record of a shard, reports/shard.json: by it `make merge` knows which shards belong together."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from environment.session.shards.shard import Shard
from environment.settings import RunSettingsError

RECORD = Path("reports/shard.json")


class DamagedShardRecord(ValueError):
    """A record that cannot be read; the message names the file and what is wrong."""


@dataclass(frozen=True)
class ShardRecord:
    """What a shard says about its run.

    commit: the commit in words; code: a digest of the files, with the changes that are not committed.
    selection: what selects the scenarios, in words; chosen: a digest of the names of all that it selected.
    total: the number of these scenarios in all shards; selected: the number in this one.
    whole: whether all shards together are a run of all features.
    exit_code: None until the run has ended.
    statuses: the number of scenarios of this shard by their status.
    summary: skip reasons, comparisons and times, as ConsoleSummary writes them.
    run: what the history keeps of it, as KeptRun writes it; empty where none of its scenarios ran.
    """

    shard: Shard
    commit: str
    code: str
    selection: str
    chosen: str
    total: int
    selected: int
    whole: bool
    exit_code: int | None = None
    statuses: Mapping[str, int] = field(default_factory=dict)
    summary: Mapping[str, Any] = field(default_factory=dict)
    run: Mapping[str, Any] = field(default_factory=dict)

    def write(self, path: Path = RECORD) -> None:
        """Replace the record as a whole, with a line for each property. Raises OSError."""
        properties = {**vars(self), "shard": str(self.shard)}
        lines = ",\n".join(f"{json.dumps(key)}: {json.dumps(value)}" for key, value in properties.items())
        unfinished = path.with_suffix(".tmp")
        try:
            unfinished.write_text(f"{{\n{lines}\n}}\n", "utf-8")
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)

    @classmethod
    def read(cls, path: Path) -> ShardRecord:
        """Raises DamagedShardRecord."""
        try:
            data = json.loads(path.read_text("utf-8"))
            return cls(**{**data, "shard": Shard.parse(data["shard"])})
        except FileNotFoundError:
            raise DamagedShardRecord(
                f"{path} is missing: name a copy of the reports/ folder of a run with -D shard=..."
            ) from None
        except (OSError, ValueError, TypeError, KeyError, RunSettingsError) as error:
            raise DamagedShardRecord(f"{path} is no record of a shard of this version: {error}") from None
