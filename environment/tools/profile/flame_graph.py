"""Names the processes in py-spy's flame graph: it knows command lines, and those of all services are one."""

from __future__ import annotations

import re
from collections.abc import Mapping

_TITLE = re.compile(r"process (\d+):&quot;[^<]*?&quot;")


def with_programs(svg: str, programs: Mapping[int, str]) -> str:
    """The flame graph with the program of each process in the place of its command line."""

    def named(found: re.Match[str]) -> str:
        program = programs.get(int(found[1]))
        return found[0] if program is None else f"{program}, process {found[1]}"

    return _TITLE.sub(named, svg)
