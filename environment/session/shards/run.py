"""What a run with -D shard=2/5 does besides: it takes its scenarios, and writes the record of its shard."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path, PurePath
from typing import Any

from environment.reporting.lost_reports import tolerated
from environment.reporting.run_properties import commit
from environment.session.answers_of_run import is_whole
from environment.session.code_digest import code_digest
from environment.session.console_summary import ConsoleSummary
from environment.session.selection import key_of, selected
from environment.session.shards.record import RECORD, ShardRecord
from environment.session.shards.shard import Shard, take_shard
from environment.settings import RunSettings

_FOLDERS = ("bookstore", "environment", "steps", "features", "baseline")
DECIDES_A_RUN = (*_FOLDERS, "pyproject.toml", "requirements.lock")
_OF_ONE_MACHINE = frozenset({"shard", "keep"})


class ShardOfRun:
    """The shard that a run is; without `settings.shard` it is none, and does nothing."""

    def __init__(self, config: Any, settings: RunSettings) -> None:
        self._config, self._settings = config, settings
        self._shard = None if settings.shard is None else Shard.parse(settings.shard)
        self._record: ShardRecord | None = None
        self._own: list[Any] = []

    def __bool__(self) -> bool:
        return self._shard is not None

    @property
    def has_others(self) -> bool:
        """Whether other machines may run other shards at the same time."""
        return self._shard is not None and self._shard.of > 1

    def take(self, features: Sequence[Any]) -> None:
        """Leave out the scenarios of all other shards, and begin the record."""
        if not self._config.dry_run:
            with tolerated(RECORD.parent):
                RECORD.unlink(missing_ok=True)  # that of an earlier run in this folder
        if self._shard is None:
            return
        everything = take_shard(self._shard, features, self._config)
        self._own = selected(list(features), self._config)
        print(f"Shard {self._shard} has {len(self._own)} of the {len(everything)} selected scenarios.")
        if self._config.dry_run:
            return
        names = "\n".join(map(key_of, everything))
        self._record = ShardRecord(
            shard=self._shard,
            commit=commit(),
            code=code_digest(Path.cwd(), DECIDES_A_RUN),
            selection=selection_in_words(self._config),
            chosen=sha256(names.encode()).hexdigest()[:16],
            total=len(everything),
            selected=len(self._own),
            whole=is_whole(self._config, self._settings),
        )
        self._write(self._record)

    def ended(self, exit_code: int, summary: ConsoleSummary, run: Mapping[str, Any]) -> None:
        """Write how the run has ended, and what of it the merged run keeps in the history."""
        if self._record is not None:
            statuses = Counter(scenario.status.name for scenario in self._own)
            record = replace(self._record, exit_code=exit_code, statuses=statuses, summary=summary.as_json())
            self._write(replace(record, run=run))

    @staticmethod
    def _write(record: ShardRecord) -> None:
        with tolerated(RECORD.parent):
            record.write()


def selection_in_words(config: Any) -> str:
    """What selects the scenarios of a run, the same on every machine."""
    paths = sorted(_relative(PurePath(path)).as_posix() for path in config.paths)
    tags = [f'--tags "{" and ".join(map(str, config.tags))}"'] if config.tags else []
    names = [f'--name "{name}"' for name in config.name or ()]
    return " ".join([*paths, *tags, *names, *_settings_in_words(config.userdata)])


def _relative(path: PurePath) -> PurePath:
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def _settings_in_words(userdata: Mapping[str, str]) -> list[str]:
    """Without names of images and the settings of behave and Allure, which have a dot."""
    return [
        f"-D {key}={value}"
        for key, value in sorted(userdata.items())
        if key not in _OF_ONE_MACHINE and "." not in key
    ]
