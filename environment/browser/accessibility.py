"""Accessibility of the pages by axe-core, each page and state once: WCAG 2.2, levels A and AA."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from environment.browser.axe import axe_source

_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
_RUN = """
async (tags) => {
  const found = await axe.run(document, {
    runOnly: { type: "tag", values: tags }, resultTypes: ["violations"], iframes: false,
  });
  return found.violations.map(({ id, help, nodes }) => ({ id, help, html: nodes.map(({ html }) => html) }));
}
"""
_ID = re.compile(r"/(?:[0-9a-f-]{36}|[0-9]{13}|BK-[0-9A-Z-]+|pi_\w+)(?=/|$)")


@dataclass(frozen=True)
class AccessibilityBreach:
    """One rule that a page breaks, with the elements that break it."""

    page: str
    rule: str
    help: str
    elements: tuple[str, ...]

    def __str__(self) -> str:
        places = "; ".join(self.elements[:3])
        return f"The page {self.page} is not accessible: {self.help} ({self.rule}), at {places}"


@dataclass
class Accessibility:
    """The pages and states that this process has checked; a state is what a page shows beside its content."""

    checked: set[tuple[str, str]] = field(default_factory=set)

    async def check(self, page: Any, state: str) -> list[AccessibilityBreach]:
        """The breaches of a page and of its frames, where this state is seen for the first time."""
        address = _ID.sub("/…", urlsplit(page.url).path)
        if (address, state) in self.checked:
            return []
        found: list[AccessibilityBreach] = []
        for frame in page.frames:
            name = address if frame is page.main_frame else f"{address}, in a frame"
            found += await self._breaches(frame, name)
        self.checked.add((address, state))
        return found

    async def _breaches(self, frame: Any, name: str) -> list[AccessibilityBreach]:
        await frame.evaluate(axe_source())
        violations = await frame.evaluate(_RUN, _RULES)
        return [
            AccessibilityBreach(name, each["id"], each["help"], tuple(each["html"])) for each in violations
        ]
