"""Tags: the integration point, the tier, the risk, and little else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from environment.tools.lint.source import Source, StyleFinding
from environment.topology import bookstore_topology
from steps.vocabulary.policies import Policy, policies_of, tag_of

_RISKS = ("blocker", "critical", "normal", "minor")
_ON_REQUEST = ("planned", "gateway_contract", "crash", "matrix", "pairs", "load", "browser")
_STUBS = (f"stub_{service}" for service in bookstore_topology().services)
_PLANNED_SERVICES = (f"planned_{service}" for service in bookstore_topology().services)
_CORE = "core"
KNOWN = frozenset({"smoke", _CORE, *map(tag_of, Policy), *_RISKS, *_ON_REQUEST, *_STUBS, *_PLANNED_SERVICES})

# The payment gateway has one caller only.
_SHORTER = {"checkout_and_payment_gateway": "checkout_gateway"}

# Links to a tracker and labels of the report are free text.
_FREE = ("allure.issue", "allure.link", "allure.tms", "allure.label")


def tags_are_known(source: Source) -> Iterator[StyleFinding]:
    """An unknown tag would select no scenario, without a message."""
    known = KNOWN | {integration_point(source.folder)}
    for statement in _tagged(source):
        for tag in statement.tags:
            if tag not in known and not tag.startswith(_FREE):
                yield StyleFinding(source.path, tag.line, f"@{tag} is no tag of ours: {_list(known)}")


def core_has_no_policy(source: Source) -> Iterator[StyleFinding]:
    """A scenario about the four harms holds in every shop: no policy may leave it out."""
    for scenario in source.feature.walk_scenarios():
        policies = [tag_of(policy) for policy in policies_of(scenario.effective_tags)]
        if policies and _CORE in scenario.effective_tags:
            said = (
                f"@{_CORE} and @{policies[0]} exclude each other: no policy leaves a scenario about harm out"
            )
            yield source.finding(scenario, said)


def feature_names_its_integration_point(source: Source) -> Iterator[StyleFinding]:
    """Each feature has the tag of its folder, which selects all features of an integration point."""
    wanted = integration_point(source.folder)
    if wanted not in source.feature.tags:
        yield source.finding(source.feature, f"the feature carries the tag of its folder: @{wanted}")


def integration_point(folder: str) -> str:
    """``cart_and_inventory`` -> ``cart_inventory``."""
    return _SHORTER.get(folder, folder.replace("_and_", "_"))


def _tagged(source: Source) -> Iterator[Any]:
    yield from (source.feature, *source.rules, *source.scenarios)
    for outline in source.outlines:
        yield from outline.examples


def _list(tags: frozenset[str]) -> str:
    return ", ".join(f"@{tag}" for tag in sorted(tags))
