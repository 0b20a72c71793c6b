"""What runs, and what can be done to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol, Self


@dataclass(frozen=True)
class Program:
    """A program to run as a process of its own.

    `entry` names a function `module:function` that is called as
    `function(environ: Mapping[str, str], listeners: Mapping[str, socket.socket]) -> None` and runs until the
    program ends. The sockets are bound and do not listen yet. `environ` is the process's whole environment.
    """

    name: str
    entry: str
    environ: Mapping[str, str] = field(default_factory=dict)
    listeners: tuple[str, ...] = ("http",)
    log: str = ""  # whose log it writes to, its own where nothing is said

    def second(self) -> Self:
        """Another instance of the same, which writes to the same log."""
        return replace(self, name=f"{self.name}, second", log=self.log or self.name)


class Controllable(Protocol):
    """A running thing that scenarios may hurt: a process here, a container elsewhere."""

    @property
    def name(self) -> str: ...

    @property
    def alive(self) -> bool: ...

    def start(self) -> None:
        """Start it; it may not be ready yet."""
        ...

    def kill(self) -> None:
        """End it at once, without a chance to tidy up; returns when its port refuses connections."""
        ...

    def pause(self) -> None:
        """Stop it in its tracks: connections open and answers stay away."""
        ...

    def resume(self) -> None:
        """Let it go on."""
        ...

    def restart(self, within: float = 10.0) -> None:
        """Kill it if it lives, start it and wait up to `within` seconds until it is ready."""
        ...
