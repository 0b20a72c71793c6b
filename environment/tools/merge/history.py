"""Keeps the merged run in the history, as one run on one machine keeps itself."""

from __future__ import annotations

from collections.abc import Sequence

from environment.session.history.kept_run import KeptRun, joined
from environment.session.history.of_run import met_answers
from environment.session.history.run_history import RunHistory
from environment.tools.merge.given_shards import GivenShard


def keep_merged(shards: Sequence[GivenShard], *, complete: bool, exit_code: int) -> None:
    """Add the run of these shards; nothing where none of their scenarios ran. Raises OSError."""
    runs = [KeptRun.read(shard.record.run) for shard in shards if shard.record.run]
    if not runs:
        return
    complete = complete and len(runs) == len(shards)
    answers = met_answers() if complete and exit_code == 0 and shards[0].record.whole else None
    RunHistory().keep(joined(runs, complete=complete, exit_code=exit_code, answers=answers))
