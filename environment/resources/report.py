"""The table of what the services hold, and the end of a run in which one holds too much."""

from __future__ import annotations

from environment.reporting import attachments
from environment.resources.watch import HEADINGS, ResourceWatch


class ResourcesGrew(AssertionError):
    """A service holds more at the end of the run than its work explains."""


def report_resources(watch: ResourceWatch) -> None:
    """Attach the table to the run. Raises ResourcesGrew with a sentence for each thing that has grown."""
    grown = watch.grown()
    attachments.attach_csv("what each service holds", HEADINGS, watch.table())
    if grown:
        raise ResourcesGrew("\n".join(map(str, grown)))
