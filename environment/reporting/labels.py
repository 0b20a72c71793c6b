"""Labels and links of a result: its place in the tree, its severity, its tags and its issues."""

from __future__ import annotations

import functools
import os
from collections.abc import Iterable
from typing import Any

from allure_commons.mapping import parse_tag
from allure_commons.model2 import Label, Link, TestResult
from allure_commons.types import LabelType, Severity

from environment.reporting.behave_model import folder_title, rule_of, tags_of

RUN_TWICE = "run-twice"
"""The label of a scenario that ran twice; its value says why the first run does not count."""

# A result has at most one of each of these labels, and any number of the others.
_SINGLE = frozenset({LabelType.SEVERITY, LabelType.EPIC, LabelType.FEATURE, LabelType.STORY})


def label_result(result: TestResult, scenario: Any, userdata: dict[str, str]) -> None:
    """Set labels and links from the folder, the feature, the rule and the tags; tags have precedence."""
    issue, link = (userdata.get(f"AllureFormatter.{kind}_pattern") for kind in ("issue", "link"))
    parse = functools.partial(parse_tag, issue_pattern=issue, link_pattern=link)
    parsed = [parse(tag) for tag in tags_of(scenario)]
    result.links.extend(each for each in parsed if isinstance(each, Link))
    for name, value in _defaults(scenario):
        add_label(result, name, [value])
    for label in parsed:
        if isinstance(label, Label):
            add_label(result, label.name, [label.value])


def add_label(result: TestResult, name: str, values: Iterable[object]) -> None:
    """Add labels. A label that a result has only once replaces the earlier one."""
    written = [_written(name, value) for value in values]
    if name in _SINGLE:
        result.labels[:] = [label for label in result.labels if label.name != name]
    known = {(label.name, label.value) for label in result.labels}
    result.labels.extend(Label(name, value) for value in written if (name, value) not in known)


def _defaults(scenario: Any) -> list[tuple[str, str]]:
    rule, epic = rule_of(scenario), folder_title(scenario.filename)
    labels: list[tuple[str, str]] = [
        (LabelType.SEVERITY, Severity.NORMAL.value),
        (LabelType.FEATURE, scenario.feature.name),
        (LabelType.THREAD, f"worker {os.getpid()}"),
    ]
    if epic:
        labels.append((LabelType.EPIC, epic))
    if rule:
        labels.append((LabelType.STORY, rule.name))
    return labels


def _written(name: str, value: object) -> str:
    text = str(getattr(value, "value", value))
    # A tag cannot contain a space: @allure.label.owner:the_warehouse means "the warehouse". Plain tags stay.
    return text if name in (LabelType.TAG, RUN_TWICE) else text.replace("_", " ")
