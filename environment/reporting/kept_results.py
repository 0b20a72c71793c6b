"""Keeps the last results of the scenarios of a run, each as it ends."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from allure_commons.model2 import TestResult
from behave.step_registry import registry

from environment.reporting.behave_model import identity_of
from environment.reporting.last_results import LAST_RESULTS, LastResult, add_results, forget_replaced_results
from environment.reporting.lost_reports import tolerated
from environment.reporting.specified_text import SpecifiedText
from environment.reporting.tiers import tier_of

_RESULTS = ("passed", "failed", "broken")
_KEY_LENGTH = 16


def keyed(scenarios: Iterable[Any]) -> Iterator[tuple[str, Any]]:
    """The scenarios of one feature of behave with the keys by which their last results are kept.

    A row of a long table has the same key whether it runs in the sample for the day or in its own tier.
    """
    seen: Counter[tuple[str, str]] = Counter()
    for scenario in scenarios:
        identity, tier = identity_of(scenario, 0), tier_of(scenario.effective_tags)
        ordinal = seen[identity, tier]
        seen[identity, tier] += 1
        yield hashlib.sha256(identity_of(scenario, ordinal).encode()).hexdigest()[:_KEY_LENGTH], scenario


def shown_at(uuid: str) -> str:
    """Where a report of Allure 3 shows the result with this id: the fragment of its address."""
    return hashlib.md5(uuid.encode(), usedforsecurity=False).hexdigest()


class KeptResults:
    """Keeps what scenarios of these features end with; those that did not run keep their earlier results."""

    def __init__(self, features: Iterable[Any], commit: str) -> None:
        self._commit = commit
        self._text = SpecifiedText(registry)
        self._keys = {
            id(scenario): key for feature in features for key, scenario in keyed(feature.walk_scenarios())
        }
        with tolerated(LAST_RESULTS.parent):
            forget_replaced_results()

    def keep(self, scenario: Any, result: TestResult) -> None:
        """Keep the result of a scenario that has ended."""
        if result.status in _RESULTS:
            at = datetime.fromtimestamp(result.stop // 1000, UTC)
            kept = LastResult(
                status=result.status,
                at=f"{at:%Y-%m-%d %H:%M:%S}",
                commit=self._commit,
                page=shown_at(result.uuid),
                text=self._text.digest(scenario),
            )
            with tolerated(LAST_RESULTS.parent):
                add_results({self._keys[id(scenario)]: kept})
