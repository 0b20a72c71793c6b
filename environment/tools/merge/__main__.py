"""`python -m environment.tools.merge FOLDER...`: joins the reports of the shards of one run in reports/.

Each folder is a copy of the reports/ of a run with -D shard=2/5; with --part the run was meant to leave
scenarios out. The exit code is that of the gate, 0 or 1;
it is 2 where the shards are not those of one run, and nothing was merged.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from environment.reporting.results_folder import results_folder, write_global_error
from environment.session.answers_of_run import check_answers
from environment.session.baseline_comparison import slower_operations
from environment.session.console_summary import ConsoleSummary
from environment.session.reports_lock import reports_lock
from environment.settings import RunSettingsError
from environment.tools.gate import __main__ as gate
from environment.tools.merge.agreement import contradictions, gaps
from environment.tools.merge.given_shards import GivenShard, UnusableShards, given_shards
from environment.tools.merge.history import keep_merged
from environment.tools.merge.results import merge_results

_REPORTS = Path("reports")
_NOTHING_MERGED = 2
_PART = "--part"


def main(arguments: Sequence[str]) -> int:
    """Merge the shards, and apply the rules of the gate to the whole."""
    part, folders = _PART in arguments, [Path(each) for each in arguments if each != _PART]
    try:
        shards = given_shards(folders, _REPORTS)
        if reasons := [*contradictions(shards)]:
            raise UnusableShards("\n".join(reasons))
        with reports_lock(_REPORTS):
            complete = _merge(shards)
            exit_code = gate.main(part=part)
            keep_merged(shards, complete=complete, exit_code=exit_code)
            return exit_code
    except (UnusableShards, RunSettingsError) as reason:
        print(f"Nothing is merged.\n{reason}", file=sys.stderr)
        return _NOTHING_MERGED


def _merge(shards: Sequence[GivenShard]) -> bool:
    """Merge the results; what is wrong with the whole becomes an error of the run, which the gate reads.

    Returns whether all shards are there, and each to its end.
    """
    allure = results_folder(None)
    merge_results(shards, _REPORTS, allure)
    summary = ConsoleSummary()
    for shard in shards:
        if shard.record.exit_code is not None:
            summary.merge(ConsoleSummary.read(shard.record.summary))
    print("\n".join(filter(None, [*map(_line, shards), summary.text()])))
    incomplete = [*gaps(shards)]
    for sentence in (*incomplete, *_findings(shards, summary, complete=not incomplete)):
        write_global_error(allure, sentence)
    return not incomplete


def _findings(shards: Sequence[GivenShard], summary: ConsoleSummary, *, complete: bool) -> Iterator[str]:
    """What a run on one machine checks at its end, for all shards together."""
    yield from (f"SLOWER: {each}" for each in slower_operations(summary))
    green = not any(shard.record.exit_code for shard in shards)
    if green:
        yield from check_answers(whole=complete and shards[0].record.whole)


def _line(shard: GivenShard) -> str:
    statuses = Counter(shard.record.statuses).most_common()
    counts = ", ".join(f"{number} {status}" for status, number in statuses)
    return f"  {shard.record.shard}  {counts or 'cut off'}  ({shard.folder})"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
