"""The summary of a run in Markdown, for the page of a CI job."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from environment.tools.gate.history import RunSummary, flaky
from environment.tools.gate.results import ScenarioResult


def summary(
    results: Sequence[ScenarioResult],
    share: str,
    objections: Sequence[str],
    runs: Sequence[RunSummary],
    link: str,
) -> str:
    """`share` is such as `2 of 975 scenarios`; `objections` are those of the gate.

    `runs` end with this one; `link` leads to the report.
    """
    parts = (_heading(results, share, objections, link), _points(results), _red(results), _gate(objections))
    rest = (_run_twice(results), _skipped(results), _flaky(runs))
    return "\n".join(line for part in (*parts, *rest) for line in part) + "\n"


def _heading(
    results: Sequence[ScenarioResult], share: str, objections: Sequence[str], link: str
) -> Iterator[str]:
    found = Counter(result.status for result in results)
    numbers = ", ".join(f"{count} {status}" for status, count in found.most_common())
    yield f"## Checkout acceptance: {'does not pass' if objections else 'passes'}\n"
    yield f"{share}: {numbers or 'none'}. {link}\n"


def _points(results: Sequence[ScenarioResult]) -> Iterator[str]:
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for result in results:
        counts[result.integration_point][result.status] += 1
    yield "| integration point | passed | failed | broken | skipped |\n|---|--:|--:|--:|--:|"
    for point, count in sorted(counts.items()):
        cells = (str(count[status] or "") for status in ("passed", "failed", "broken", "skipped"))
        yield f"| {point} | {' | '.join(cells)} |"
    yield ""


def _red(results: Sequence[ScenarioResult]) -> Iterator[str]:
    red = [result for result in results if result.red]
    if red:
        yield "### Red\n\n| scenario | guilty arrow | message |\n|---|---|---|"
        for each in red:
            first, arrow = each.message.partition("\n")[0], each.arrow or "not known"
            yield f"| {_cell(each.name)}<br>`{each.where}` | {arrow} | {_cell(first)} |"
        yield ""


def _gate(objections: Sequence[str]) -> Iterator[str]:
    if objections:
        yield "### Why it does not pass\n"
        yield from (f"- {each}" for each in objections)
        yield ""


def _run_twice(results: Sequence[ScenarioResult]) -> Iterator[str]:
    """A machine on which workers are lost hides nothing: their scenarios ran again, and are named."""
    twice = [result for result in results if result.run_twice]
    if twice:
        yield "### Run twice, since the worker was lost\n"
        yield from (f"- {_cell(each.name)} (`{each.where}`): {_cell(each.run_twice)}" for each in twice)
        yield ""


def _skipped(results: Sequence[ScenarioResult]) -> Iterator[str]:
    reasons = Counter(_reason(result.message) for result in results if result.status == "skipped")
    if reasons:
        yield "### Skipped\n\n| scenarios | reason |\n|--:|---|"
        yield from (f"| {count} | {_cell(reason)} |" for reason, count in reasons.most_common())
        yield ""


def _flaky(runs: Sequence[RunSummary]) -> Iterator[str]:
    for name, count in flaky(runs).items():
        yield f"Flaky: {_cell(name)} was red in {count} of {len(runs)} runs.\n"


def _reason(message: str) -> str:
    """The reason without the step, so that scenarios with the same reason are counted together."""
    return (
        message.partition(' (needed for "')[0].removeprefix("Skipped on this target: ") or "no reason given"
    )


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")
