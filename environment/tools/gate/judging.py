"""Whether a build passes: no scenario is red that is not known to be, and no entry has outlived its use.

`allure quality-gate` counts failures and needs Node 22; it knows neither owners nor dates.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from environment.tools.gate.known import FILE, KnownFailure
from environment.tools.gate.outcomes import Outcome

_STOPPED = "not run: the run was stopped"  # as environment.reporting.formatter says it


def objections(
    outcomes: Sequence[Outcome], known: Sequence[KnownFailure], titles: Collection[str], today: date
) -> Iterator[str]:
    """A sentence for everything that keeps the build from passing; none when it passes.

    `titles` are the scenarios that the feature files have.
    """
    if not any(outcome.status != "skipped" for outcome in outcomes):
        yield "nothing ran: there is nothing to be judged"
    names = {entry.scenario for entry in known}
    for outcome in outcomes:
        if outcome.red and outcome.name not in names:
            at = f" at {outcome.arrow}" if outcome.arrow else ""
            why = _first_line(outcome.message)
            yield f'new: "{outcome.name}" {outcome.status}{at} ({outcome.where}): {why}'
    stopped = sum(outcome.message.startswith(_STOPPED) for outcome in outcomes)
    if stopped:
        yield f"the run was stopped before {stopped} scenarios had their turn"
    for entry in known:
        yield from _about(entry, outcomes, titles, today)


def _about(
    entry: KnownFailure, outcomes: Sequence[Outcome], titles: Collection[str], today: date
) -> Iterator[str]:
    own = [outcome for outcome in outcomes if outcome.name == entry.scenario]
    if entry.scenario not in titles and not own:
        yield f'unknown: {FILE} lists "{entry.scenario}", and no feature has such a scenario; take it out'
    if today > entry.expires:
        yield (
            f'expired: "{entry.scenario}" was to be mended by {entry.expires} ({entry.reason}); '
            f"{entry.owner} mends it, or gives a new date with a new reason"
        )
    if own and all(outcome.status == "passed" for outcome in own):
        yield f'passes by now: "{entry.scenario}" is no failure any more; take it out of {FILE}'


def _first_line(message: str) -> str:
    return message.partition("\n")[0] or "no message"
