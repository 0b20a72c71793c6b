"""Programs as processes: forked from one preloaded parent, killed and restarted, and never orphaned."""

from environment.runtime.processes.failure import LauncherEnded, StartUpFailed, UnexpectedExit
from environment.runtime.processes.launcher import Launcher
from environment.runtime.processes.ports import HOST, ReservedPort, refuses
from environment.runtime.processes.process import Process
from environment.runtime.processes.program import Program
from environment.runtime.processes.readiness import answers_health

__all__ = [
    "HOST",
    "Launcher",
    "LauncherEnded",
    "ManagedProcess",
    "Process",
    "Program",
    "ReservedPort",
    "StartUpFailed",
    "UnexpectedExit",
    "answers_health",
    "refuses",
]
