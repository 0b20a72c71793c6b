"""What a report shows of the pages of a scenario: pictures, a trace, and what went wrong in them."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from environment.browser.of_stack import WITH_PAGES
from environment.browser.scenario_browser import ScenarioBrowser
from environment.reporting import attachments
from environment.session.checker import ScenarioFindings
from environment.session.scenario_record import ScenarioRecord
from environment.stack.target import PartAddresses

_PERSON = "customer -> "
_DOWN = re.compile(r"(\w+) is down")


@dataclass
class PageEvidence:
    """Collected after the last step, before anything is healed: what the people of a scenario saw."""

    browser: ScenarioBrowser

    def added_to(
        self,
        findings: ScenarioFindings,
        faulted: Collection[str],
        record: ScenarioRecord,
        target: PartAddresses,
    ) -> ScenarioFindings:
        """The findings of a scenario, and what no step expected in its pages.

        `faulted` are the arrows on which faults were injected; the record tells which parts were down.
        """
        down = {named[1] for each in record.dividers if (named := _DOWN.match(each.text))}
        expected = down | {each.removeprefix(_PERSON) for each in faulted if each.startswith(_PERSON)}
        origins = {part: target.url_for("customer", part) for part in WITH_PAGES}
        troubles = self.browser.troubles.unexpected(expected, origins)
        found = (*(f"A page went wrong: {each}" for each in troubles), *map(str, self.browser.breaches))
        return replace(findings, findings=(*findings.findings, *found), breaches=(*findings.breaches, *found))

    def attach(self, *, passed: bool) -> None:
        """Attach a small picture of the last page; of a red scenario everything that there is."""
        if passed:
            for picture in self.browser.pictures(everyone=False):
                attachments.attach_jpeg(f"the last page ({picture.person})", picture.image)
            return
        for picture in self.browser.pictures(everyone=True):
            attachments.attach_png(f"the page of the {picture.person}", picture.image)
        noted = "\n".join(map(str, self.browser.troubles.found))
        if noted:
            attachments.attach_text("errors of console and network", noted)
        for person, trace in self.browser.traces().items():
            attachments.attach_trace(f"trace of the {person} (playwright show-trace)", trace)
