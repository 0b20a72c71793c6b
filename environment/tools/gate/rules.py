"""The rules of the gate: each red scenario is a known failure, and each known failure is still one.

`allure quality-gate` counts failures and needs Node 22; it has neither owners nor dates.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from environment.tools.gate.known_failures import FILE, KnownFailure
from environment.tools.gate.results import ScenarioResult

_STOPPED = "not run: the run was stopped"  # as environment.reporting.formatter says it


def objections(
    results: Sequence[ScenarioResult], known: Sequence[KnownFailure], titles: Collection[str], today: date
) -> Iterator[str]:
    """A sentence for each reason why the build does not pass; none where it passes.

    `titles` are those of all scenarios in the feature files.
    """
    if not any(result.status != "skipped" for result in results):
        yield "no scenario ran: there is no result to check"
    names = {entry.scenario for entry in known}
    for result in results:
        if result.red and result.name not in names:
            at = f" at {result.arrow}" if result.arrow else ""
            why = _first_line(result.message)
            yield f'new: "{result.name}" {result.status}{at} ({result.where}): {why}'
    stopped = sum(result.message.startswith(_STOPPED) for result in results)
    if stopped:
        yield f"the run was stopped before {stopped} scenarios were run"
    for entry in known:
        yield from _check_entry(entry, results, titles, today)


def _check_entry(
    entry: KnownFailure, results: Sequence[ScenarioResult], titles: Collection[str], today: date
) -> Iterator[str]:
    own = [result for result in results if result.name == entry.scenario]
    if entry.scenario not in titles and not own:
        yield f'unknown: {FILE} lists "{entry.scenario}", which no feature has; remove the entry'
    if today > entry.expires:
        yield (
            f'expired: "{entry.scenario}" was to be fixed by {entry.expires} ({entry.reason}); '
            f"{entry.owner} fixes it, or sets a new date with a new reason"
        )
    if own and all(result.status == "passed" for result in own):
        yield f'passes again: "{entry.scenario}" is no failure any more; remove it from {FILE}'


def _first_line(message: str) -> str:
    return message.partition("\n")[0] or "no message"
