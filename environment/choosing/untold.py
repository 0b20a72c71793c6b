"""Which scenarios no page can tell, known before they run."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from environment.attach.needs import functions_of
from environment.attach.port_methods import port_methods_of
from environment.stack.offer import Offer

UNTOLD = Path(__file__).with_name("untold.toml")
_CUSTOMERS = ("cart.", "checkout.", "orders.")
_NO_CUSTOMER = "no customer does anything on a page in it"


@dataclass(frozen=True)
class Untold:
    """What no page can tell, each with the reason: port methods, sentences, and single scenarios."""

    port_methods: Mapping[str, str]
    sentences: Mapping[str, str]
    scenarios: Mapping[str, str]

    def why_not(self, scenario: Any, registry: Any) -> str | None:
        """Why pages cannot tell a scenario of behave; None where they can."""
        if named := self.scenarios.get(key_of(scenario)):
            return named
        reached: set[str] = set()
        for step in scenario.all_steps:
            for sentence, reason in self.sentences.items():
                if re.fullmatch(sentence, step.name):
                    return f'{reason} ("{step.keyword} {step.name}")'
            match = registry.find_match(step)
            for function in functions_of(match) if match else ():
                reached |= port_methods_of(function)
        is_of_pages = any(each.startswith(_CUSTOMERS) for each in reached)
        return None if is_of_pages or _is_about_pages(scenario) else _NO_CUSTOMER


def key_of(scenario: Any) -> str:
    """How the file names a scenario; every row of an outline has the title of its outline."""
    title = scenario.name.partition(" -- @")[0]
    return f"{scenario.filename}: {title}"


@cache
def untold() -> Untold:
    """The content of the file."""
    return Untold(**tomllib.loads(UNTOLD.read_text("utf-8")))


def browser_offer() -> Offer:
    """What customers who use pages offer to scenarios."""
    return Offer(not_offered=untold().port_methods)


def _is_about_pages(scenario: Any) -> bool:
    return "browser" in scenario.effective_tags
