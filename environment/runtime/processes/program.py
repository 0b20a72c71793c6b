"""A program of a stack: what to run, and with which environment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Self


@dataclass(frozen=True)
class Program:
    """A program to run as a process of its own.

    `entry` names a function `module:function` that is called as
    `function(environ: Mapping[str, str], listeners: Mapping[str, socket.socket]) -> None` and runs until the
    program ends. The sockets are bound and do not listen yet. `environ` is the whole environment of the
    process. `log` names the program whose log it writes to; empty for a log of its own.
    """

    name: str
    entry: str
    environ: Mapping[str, str] = field(default_factory=dict)
    listeners: tuple[str, ...] = ("http",)
    log: str = ""

    def second(self) -> Self:
        """A second instance of the program, which writes to the same log."""
        return replace(self, name=f"{self.name}, second", log=self.log or self.name)
