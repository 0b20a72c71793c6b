"""The programs of a run: forked from one preloaded parent, killed and restarted at will, never orphaned."""

from environment.processes.failure import LauncherEnded, StartUpFailed, UnexpectedDeath
from environment.processes.launcher import Launcher
from environment.processes.ports import HOST, ReservedPort, refuses
from environment.processes.process import Process
from environment.processes.program import Controllable, Program
from environment.processes.readiness import answers_health

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
