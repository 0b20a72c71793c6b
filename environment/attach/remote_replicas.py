"""Second instances, and the crash of the database server, of a stack that another process runs.

`environment.stack.replicas` and `environment.stack.database_crash` describe each method. All raise
ControlFailed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from environment.attach.control import ControlClient


@dataclass(frozen=True)
class RemoteReplicas:
    """The second instances of the services."""

    control: ControlClient

    def start(self, service: str, settings: Mapping[str, str] | None = None) -> None:
        """Start a second instance, with other environment variables where `settings` has some."""
        self.control.ask("instance: start", service, settings)

    def share(self, service: str) -> None:
        """Send new connections to both instances in turn."""
        self.control.ask("instance: share", service)

    def kill_primary(self, service: str) -> None:
        """SIGKILL for the first instance."""
        self.control.ask("instance: die for good", service)

    def suspend_primary(self, service: str, *, cut_off: bool = True) -> None:
        """SIGSTOP for the first instance, which loses its database sessions where it is cut off."""
        self.control.ask("instance: cut off" if cut_off else "instance: suspend", service)

    def wake_primary(self, service: str) -> None:
        """SIGCONT for the first instance."""
        self.control.ask("instance: wake", service)

    def replace(self, service: str) -> None:
        """SIGTERM for the first instance; the second one gets its connections."""
        self.control.ask("instance: replace", service)

    def wait_stopped(self, service: str) -> None:
        """Return when the first instance has exited."""
        self.control.ask("instance: wait stopped", service)

    def remove_all(self) -> None:
        """Kill every second instance."""
        self.control.ask("instance: over")

    def running(self) -> list[str]:
        """The services that run in two instances now."""
        return list(self.control.ask("instance: running"))


@dataclass(frozen=True)
class RemoteDatabaseServer:
    """The PostgreSQL server."""

    control: ControlClient

    def crash(self) -> None:
        """Stop it at once."""
        self.control.ask("database: crash")

    def recover(self) -> None:
        """Start it with the data that it had."""
        self.control.ask("database: recover")
