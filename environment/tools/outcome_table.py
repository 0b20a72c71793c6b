"""What a run against a shop of examples/ has found, by folder of features: a table for the shop's README."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import PurePath

from environment.tools.gate.results import ScenarioResult
from environment.tools.known_findings import KnownFinding, is_known
from steps.vocabulary.policies import Policy, tag_of


class ShopOutcome(StrEnum):
    """What a scenario says about a shop; the values are the columns."""

    GREEN = "green"
    KNOWN = "known harm"
    POLICY = "policy"
    NOT_OFFERED = "not offered"
    NEW = "not known"


def outcome_table(results: Sequence[ScenarioResult], known: Sequence[KnownFinding]) -> Iterator[str]:
    """The lines of the table in Markdown, with a row for each folder and one for their sums."""
    counts: defaultdict[str, Counter[ShopOutcome]] = defaultdict(Counter)
    for result in results:
        for row in (_folder(result), "**together**"):
            counts[row][_outcome(result, known)] += 1
    yield f"| folder | {' | '.join(ShopOutcome)} |"
    yield f"|---|{'--:|' * len(ShopOutcome)}"
    for folder, count in sorted(counts.items(), key=lambda each: (each[0].startswith("*"), each[0])):
        yield f"| {folder} | {' | '.join(str(count[outcome]) for outcome in ShopOutcome)} |"


def _folder(result: ScenarioResult) -> str:
    return PurePath(result.where).parent.name


def _outcome(result: ScenarioResult, known: Sequence[KnownFinding]) -> ShopOutcome:
    if result.red:
        return ShopOutcome.KNOWN if is_known(result, known) else ShopOutcome.NEW
    if result.status == "passed":
        return ShopOutcome.GREEN
    by_policy = any(f"@{tag_of(policy)}" in result.message for policy in Policy)
    return ShopOutcome.POLICY if by_policy else ShopOutcome.NOT_OFFERED
