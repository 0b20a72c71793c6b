"""`make line TARGET=shop.toml`: starts a foreign shop with everything that the suite puts around it.

Gateway, mail server, certificate authority, PostgreSQL, and a proxy in front of each dependency that its
topology declares. What `[prepare]` names is installed first. It writes the target file for
`behave features/ -D stack=attach`, and ends with Ctrl-C.
STUB=shipping:openapi.json starts, in the place of a service that is not built, a stub of its document.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
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
from environment.tools.shop_preparation import NotPrepared, prepare_shop
from environment.topology import using_topology
from environment.topology.reading import TopologyError, read_topology

_TARGET = Path("reports/line.toml")
ERRORS = (
    StartUpFailed,
    NotReplaceable,
    TargetFileError,
    TopologyError,
    UnknownPlaceholder,
    NotPrepared,
)


def main() -> None:
    """Start the line and keep it up until an interrupt."""
    asked = _arguments(sys.argv[1:])
    try:
        stubs = _documents(asked.stub)
        with interruptible(), running_line(asked.shop, asked.target, stubs) as (file, line):
            print(_guide(file, line, asked.target), flush=True)
            Event().wait()
    except KeyboardInterrupt:
        print("stopped; no process and no file is left")
    except ERRORS as failure:
        sys.exit(str(failure))


def _arguments(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make line TARGET=examples/vendure/shop.toml", description=__doc__)
    parser.add_argument("shop", type=Path, help="the file of the shop")
    parser.add_argument("target", type=Path, nargs="?", default=_TARGET, help="where its target file goes")
    parser.add_argument(
        "--stub", action="append", default=[], help="a part and its document, such as shipping:openapi.json"
    )
    return parser.parse_args(arguments)


def _documents(stubs: Sequence[str]) -> dict[str, Path]:
    """The documents by part. Raises TargetFileError for a stub that names no document."""
    found = {}
    for stub in stubs:
        part, _, document = stub.partition(":")
        if not part or not document:
            raise TargetFileError(f"STUB={stub}: write the part and its document, as shipping:openapi.json")
        found[part] = Path(document).resolve()
    return found


@contextmanager
def running_line(
    path: Path, target: Path, stubs: Mapping[str, Path] | None = None
) -> Iterator[tuple[ShopFile, ShopLine]]:
    """The line of a shop that is prepared; as long as it is up, the target file exists. Raises one of ERRORS.

    `stubs` has further documents of parts, and other ones than the file of the shop.
    """
    require_replaceable(target)
    file = read_shop(path)
    topology = read_topology(file.shop.topology)
    prepare_shop(file.prepare, path.parent)
    with (
        using_topology(topology),  # its arrows are those of the proxies
        ShopLine(topology, file.run, {**documents_of(file, path.parent), **(stubs or {})}) as line,
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
