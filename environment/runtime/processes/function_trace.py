"""Records which functions of this project run in which scenario, with the interpreter's own monitoring.

The run names a folder in an environment variable before it starts its stack. The launcher then starts the
recording in each program, which knows nothing of it. Python has this monitoring since 3.12.
"""

from __future__ import annotations

import mmap
import os
import struct
import sys
import sysconfig
from collections.abc import MutableMapping
from pathlib import Path
from types import CodeType
from typing import Any, Final

FOLDER = "TRACED_FUNCTIONS"
"""The environment variable with the folder of the traces."""
OUTSIDE: Final = 0
"""The number while no scenario is under way: what runs then runs at the start of the stack."""
_SCENARIO = "scenario"
_NUMBER = struct.Struct("=Q")
_PROJECT = f"{Path(__file__).parents[3]}{os.sep}"
_INSTALLED = tuple(f"{sysconfig.get_path(each)}{os.sep}" for each in ("purelib", "platlib"))
_TOOL = 4  # the numbers below are for debuggers, coverage and profilers
CAN_TRACE = sys.version_info >= (3, 12)


def is_of_the_project(file: str) -> bool:
    """Whether the file is ours, and not of a library: the environment may be in the project's folder."""
    return file.startswith(_PROJECT) and not file.startswith(_INSTALLED)


class TracedRun:
    """The run's side: the number of the scenario under way, which every program of the stack reads."""

    def __init__(self, folder: Path, environ: MutableMapping[str, str] = os.environ) -> None:
        """Programs that are started from now on record into the folder."""
        folder.mkdir(parents=True, exist_ok=True)
        self._file = folder / _SCENARIO
        self._file.write_bytes(_NUMBER.pack(OUTSIDE))
        environ[FOLDER] = str(folder.resolve())

    def begin(self, number: int) -> None:
        """What runs from now on belongs to the scenario with this number; OUTSIDE ends the last one."""
        with self._file.open("r+b") as file:
            file.write(_NUMBER.pack(number))


def record_if_asked(program: str) -> None:
    """Record the functions of this process, if the run asked for it when it started the launcher."""
    folder = os.environ.get(FOLDER)
    if folder:
        record(Path(folder), program)


if sys.version_info >= (3, 12):

    def record(folder: Path, program: str) -> None:
        """Record each function once for each scenario, at once: a program that is killed loses nothing."""
        with (folder / _SCENARIO).open("rb") as file:
            shared = mmap.mmap(file.fileno(), _NUMBER.size, access=mmap.ACCESS_READ)
        number = memoryview(shared).cast("Q")
        path = folder / f"{program}.{os.getpid()}.trace"
        output = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        seen: set[int] = set()
        current = OUTSIDE
        others = sys.monitoring.DISABLE

        def started(code: CodeType, _offset: int) -> Any:
            nonlocal current
            if not is_of_the_project(code.co_filename):
                return others  # the interpreter does not report this function again
            now = number[0]
            if now != current:
                current = now
                seen.clear()
            if id(code) not in seen:
                seen.add(id(code))
                place = code.co_filename[len(_PROJECT) :]
                os.write(output, f"{now}\t{place}\t{code.co_qualname}\n".encode())
            return None

        monitoring = sys.monitoring
        monitoring.use_tool_id(_TOOL, "functions of scenarios")
        monitoring.register_callback(_TOOL, monitoring.events.PY_START, started)
        monitoring.set_events(_TOOL, monitoring.events.PY_START)

else:

    def record(folder: Path, program: str) -> None:
        """Python 3.11 cannot record functions at a bearable cost; see CAN_TRACE."""
        raise RuntimeError(f"{program}: functions are recorded by Python 3.12 and newer")
