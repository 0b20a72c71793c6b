"""The programs of a run: forked from one preloaded parent, killed and restarted at will, never orphaned."""

from environment.runtime.processes.failure import LauncherEnded, StartUpFailed, UnexpectedDeath
from environment.runtime.processes.launcher import Launcher
from environment.runtime.processes.ports import HOST, ReservedPort, refuses
from environment.runtime.processes.process import Process
from environment.runtime.processes.program import Controllable, Program
from environment.runtime.processes.readiness import answers_health

__all__ = [
    "HOST",
    "Controllable",
    "Launcher",
    "LauncherEnded",
    "Process",
    "Program",
    "ReservedPort",
    "StartUpFailed",
    "UnexpectedDeath",
    "answers_health",
    "refuses",
]
