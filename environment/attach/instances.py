"""Second instances, and the crash of the database, of a stack that another process runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from environment.attach.parts import RemoteParts


@dataclass(frozen=True)
class RemoteInstances:
    """Asks the process that runs the parts; environment.stack.replicas describes each method.

    All raise PartsFailed.
    """

    parts: RemoteParts

    def start(self, service: str, settings: Mapping[str, str] | None = None) -> None:
        """Start a second instance, with other settings where some are given; nobody calls it yet."""
        self.parts.ask("instance: start", service, settings)

    def share(self, service: str) -> None:
        """New connections go to both instances in turn."""
        self.parts.ask("instance: share", service)

    def die_for_good(self, service: str) -> None:
        """SIGKILL for the first instance."""
        self.parts.ask("instance: die for good", service)

    def replace(self, service: str) -> None:
        """SIGTERM for the first instance; the second one is called from then on."""
        self.parts.ask("instance: replace", service)

    def wait_stopped(self, service: str) -> None:
        """Return when the first instance has ended."""
        self.parts.ask("instance: wait stopped", service)

    def over(self) -> None:
        """One instance of each service again."""
        self.parts.ask("instance: over")

    def running(self) -> list[str]:
        """The services that run in two instances now."""
        return list(self.parts.ask("instance: running"))

    def crash_database(self) -> None:
        """PostgreSQL stops at once."""
        self.parts.ask("database: crash")

    def recover_database(self) -> None:
        """PostgreSQL starts with the data it had."""
        self.parts.ask("database: recover")
