"""A root file system as a tar archive, written file by file."""

from __future__ import annotations

import io
import subprocess
import tarfile
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import IO, Self

_FOLDER = 0o755


class Archive:
    """A context manager that writes a tar archive into `target`. Paths are absolute, as inside the image.

    All files belong to root and are readable for all accounts: an image has no secrets.
    """

    def __init__(self, target: IO[bytes]) -> None:
        self._tar = tarfile.open(fileobj=target, mode="w")  # noqa: SIM115 - closed by __exit__
        self._there: set[PurePosixPath] = {PurePosixPath("/")}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._tar.close()

    def folder(self, place: str | Path, mode: int = _FOLDER, owner: int = 0) -> None:
        """Add an empty folder and its parents; an existing folder stays as it is."""
        path = PurePosixPath(place)
        if path in self._there:
            return
        self.folder(path.parent.as_posix())
        entry = self._entry(path, mode)
        entry.type, entry.uid, entry.gid = tarfile.DIRTYPE, owner, owner
        self._tar.addfile(entry)

    def copy(self, source: Path, place: str | Path | None = None) -> None:
        """Add a file of this machine, or the target of a link; `place` is by default the same path."""
        path = PurePosixPath(place or source)
        if path in self._there:
            return
        self.folder(path.parent.as_posix())
        found = source.stat()
        entry = self._entry(path, 0o755 if found.st_mode & 0o111 else 0o644)
        # a .pyc file is valid for a source of this size and time only
        entry.size, entry.mtime = found.st_size, int(found.st_mtime)
        with source.open("rb") as content:
            self._tar.addfile(entry, content)

    def write(self, text: str, place: str, mode: int = 0o644) -> None:
        """Add a small file."""
        path = PurePosixPath(place)
        self.folder(path.parent.as_posix())
        content = text.encode()
        entry = self._entry(path, mode)
        entry.size = len(content)
        self._tar.addfile(entry, io.BytesIO(content))

    def link(self, place: str, to: str | Path) -> None:
        """Add a symbolic link."""
        path = PurePosixPath(place)
        self.folder(path.parent.as_posix())
        entry = self._entry(path, 0o777)
        entry.type, entry.linkname = tarfile.SYMTYPE, str(to)
        self._tar.addfile(entry)

    def _entry(self, path: PurePosixPath, mode: int) -> tarfile.TarInfo:
        self._there.add(path)
        entry = tarfile.TarInfo(path.as_posix().lstrip("/"))
        entry.mode = mode
        return entry


def shared_libraries(programs: Iterable[Path], environ: Mapping[str, str] | None = None) -> set[Path]:
    """The shared libraries of these ELF files that ldd(1) finds.

    Raises:
        OSError: there is no ldd.
    """
    listed = subprocess.run(
        ["ldd", *map(str, programs)], capture_output=True, text=True, check=False, env=environ
    ).stdout
    # "name => /path (0x...)", and the loader as "/path (0x...)"; a line that names a program has no tab
    words = (line.split() for line in listed.splitlines() if line.startswith("\t"))
    return {Path(word) for line in words for word in line if word.startswith("/")}


def shell(archive: Archive) -> None:
    """Add this machine's /bin/sh and its libraries."""
    found = Path("/bin/sh").resolve()
    archive.copy(found, "/bin/sh")
    for library in shared_libraries([found]):
        archive.copy(library)
