"""The summary of a run in Markdown, for the page of a CI job."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from environment.tools.gate.history import Run, unsteady
from environment.tools.gate.outcomes import Outcome

_SLOWEST = 5
_RUNS = 5


def summary(outcomes: Sequence[Outcome], said: Sequence[str], runs: Sequence[Run], link: str) -> str:
    """`said` are the gate's objections; `runs` end with this one; `link` leads to the report."""
    parts = (_heading(outcomes, said, link), _points(outcomes), _red(outcomes), _gate(said))
    rest = (_skipped(outcomes), _slowest(outcomes), _trend(runs))
    return "\n".join(line for part in (*parts, *rest) for line in part) + "\n"


def _heading(outcomes: Sequence[Outcome], said: Sequence[str], link: str) -> Iterator[str]:
    found = Counter(outcome.status for outcome in outcomes)
    numbers = ", ".join(f"{count} {status}" for status, count in found.most_common())
    yield f"## Checkout acceptance: {'does not pass' if said else 'passes'}\n"
    yield f"{len(outcomes)} scenarios: {numbers or 'none'}. {link}\n"


def _points(outcomes: Sequence[Outcome]) -> Iterator[str]:
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for outcome in outcomes:
        counts[outcome.integration_point][outcome.status] += 1
    yield "| integration point | passed | failed | broken | skipped |\n|---|--:|--:|--:|--:|"
    for point, count in sorted(counts.items()):
        cells = (str(count[status] or "") for status in ("passed", "failed", "broken", "skipped"))
        yield f"| {point} | {' | '.join(cells)} |"
    yield ""


def _red(outcomes: Sequence[Outcome]) -> Iterator[str]:
    red = [outcome for outcome in outcomes if outcome.red]
    if red:
        yield "### Red\n\n| scenario | guilty arrow | said |\n|---|---|---|"
        for each in red:
            first, arrow = each.message.partition("\n")[0], each.arrow or "not known"
            yield f"| {_cell(each.name)}<br>`{each.where}` | {arrow} | {_cell(first)} |"
        yield ""


def _gate(said: Sequence[str]) -> Iterator[str]:
    if said:
        yield "### Why it does not pass\n"
        yield from (f"- {each}" for each in said)
        yield ""


def _skipped(outcomes: Sequence[Outcome]) -> Iterator[str]:
    reasons = Counter(_reason(outcome.message) for outcome in outcomes if outcome.status == "skipped")
    if reasons:
        yield "### Skipped\n\n| scenarios | reason |\n|--:|---|"
        yield from (f"| {count} | {_cell(reason)} |" for reason, count in reasons.most_common())
        yield ""


def _slowest(outcomes: Sequence[Outcome]) -> Iterator[str]:
    slowest = sorted(outcomes, key=lambda outcome: -outcome.seconds)[:_SLOWEST]
    yield "### Slowest\n\n| seconds | scenario |\n|--:|---|"
    yield from (f"| {each.seconds:.1f} | {_cell(each.name)} |" for each in slowest)
    yield ""


def _trend(runs: Sequence[Run]) -> Iterator[str]:
    yield "### The last runs\n\n| when | commit | passed | red | skipped | seconds |"
    yield "|---|---|--:|--:|--:|--:|"
    for run in reversed(runs[-_RUNS:]):
        cells = (run.at, run.commit, run.passed, len(run.red), run.skipped, round(run.seconds))
        yield f"| {' | '.join(map(str, cells))} |"
    for name, count in unsteady(runs).items():
        yield f"\nUnsteady: {_cell(name)} was red in {count} of {len(runs)} runs."


def _reason(message: str) -> str:
    """Without the step, so that scenarios with one reason count together."""
    return message.partition(' (needed for "')[0].removeprefix("Skipped on this target: ") or "not said"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")
