"""`make maps [FEATURES=features/access]`: which functions each scenario runs, recorded in one run of them."""

from __future__ import annotations

import argparse
import shutil
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from environment.choosing.maps.committed_maps import MAPS, read_recorded_code, write_maps
from environment.choosing.maps.map_text import UnreadableMap
from environment.choosing.maps.recorded_code import NOT_RECORDED, RecordedCode, code_now
from environment.runtime.processes.function_trace import CAN_TRACE
from environment.tools.behave_run import run_behave
from environment.tools.maps.traces import TRACES, read_traces

_ALL = ("features/",)
_SETTINGS = (
    "--runner=environment.tools.maps.runner:MapsRunner", "--no-junit", "--no-summary", "--format=progress",
)  # fmt: skip


def main(arguments: Sequence[str]) -> int:
    """Run, and write the maps; 2 on a Python that cannot record functions, or for an unreadable map."""
    parser = argparse.ArgumentParser(prog="make maps", description=__doc__)
    parser.add_argument("features", nargs="*", default=list(_ALL), help="what to run, as for behave")
    parser.add_argument("--jobs", help="workers, by default one for each core")
    asked = parser.parse_args(arguments)
    if not CAN_TRACE:
        print(
            f"Python {sys.version_info.major}.{sys.version_info.minor} cannot record functions, 3.12 and "
            "newer can: make maps VENV=.venv-maps PYTHON=python3.12. Scenarios that no map has are chosen by "
            "the services that the baseline shows them to cross.",
            file=sys.stderr,
        )
        return 2
    whole = asked.features == list(_ALL)
    try:
        code = code_now(Path.cwd(), NOT_RECORDED if whole else read_recorded_code())
        return _record(asked, code, whole=whole)
    except UnreadableMap as error:
        print(error, file=sys.stderr)
        return 2


def _record(asked: argparse.Namespace, code: RecordedCode, *, whole: bool) -> int:
    """`code`: what the run sees."""
    shutil.rmtree(TRACES, ignore_errors=True)
    began = time.monotonic()
    jobs = ["--jobs", asked.jobs] if asked.jobs else []
    ended = run_behave([*_SETTINGS, *jobs, *asked.features])
    maps = read_traces(TRACES)
    if not maps.ran:
        print("no scenario has run: the maps stay as they are", file=sys.stderr)
        return 1
    write_maps(maps.of_recording(code.last), code, whole=whole)
    size = sum(path.stat().st_size for path in MAPS.rglob("*.map"))
    print(
        f"{MAPS}/ has {len(maps.ran)} scenarios and {len(maps.scenarios_of)} functions from this run of "
        f"{time.monotonic() - began:.0f} s, {size / 1000:.0f} kB in all"
    )
    return ended


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
