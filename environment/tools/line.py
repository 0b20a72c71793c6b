"""`make line TARGET=shop.toml`: starts a foreign shop with everything that the suite puts around it.

Gateway, mail server, certificate authority, PostgreSQL, and a proxy in front of each dependency that its
topology declares. It writes the target file for `behave features/ -D stack=attach`, and ends with Ctrl-C.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

from environment.attach.control import control_server
from environment.attach.line import ShopLine
from environment.attach.line_file import ShopFile, documents_of, read_shop
from environment.attach.line_writer import line_target
from environment.attach.run_section import UnknownPlaceholder
from environment.attach.target_file import TargetFileError, toml_of
from environment.attach.target_writer import CONTROL_SOCKET, NotReplaceable, require_replaceable
from environment.runtime.processes.failure import StartUpFailed
from environment.runtime.signals import interruptible
from environment.topology import use_topology
from environment.topology.reading import TopologyError, read_topology

_TARGET = Path("reports/line.toml")
ERRORS = (StartUpFailed, NotReplaceable, TargetFileError, TopologyError, UnknownPlaceholder)


def main() -> None:
    """The argument is the file of the shop; a second one is where its target file is written."""
    if len(sys.argv) < 2:
        sys.exit("make line TARGET=examples/vendure/shop.toml")
    path, target = Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else _TARGET
    try:
        with interruptible(), running_line(path, target) as (file, line):
            print(_guide(file, line, target), flush=True)
            Event().wait()
    except KeyboardInterrupt:
        print("stopped; no process and no file is left")
    except ERRORS as failure:
        sys.exit(str(failure))


@contextmanager
def running_line(path: Path, target: Path) -> Iterator[tuple[ShopFile, ShopLine]]:
    """The line of a shop; as long as it is up, the target file exists. Raises one of ERRORS."""
    require_replaceable(target)
    file = read_shop(path)
    topology = read_topology(file.shop.topology)
    use_topology(topology)  # its arrows are those of the proxies
    with (
        ShopLine(topology, file.run, documents_of(file, path.parent)) as line,
        control_server(line, line.folder.path / CONTROL_SOCKET),
        line_target(line, file, str(toml_of(path)["shop"]["adapter"]), target),
    ):
        yield file, line


def _guide(file: ShopFile, line: ShopLine, target: Path) -> str:
    arrows = [f"  {arrow:<28}127.0.0.1:{port}" for arrow, port in sorted(line.faults.ports.items())]
    return "\n".join(
        [
            "",
            f"{file.name} is up at {line.url(line.shop)}. Ctrl-C stops it; nothing is left then.",
            "",
            f"  behave features/ -D stack=attach -D target={target.resolve()}",
            "",
            "The proxies:",
            *arrows,
            "",
            f"  logs  {line.folder.logs}",
        ]
    )


if __name__ == "__main__":
    main()
