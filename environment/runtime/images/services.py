"""An image for the services, the gateway, the mail server and the proxy, from the Python that runs this code.

Every file keeps its path: an interpreter finds its libraries and its modules by absolute paths.
"""

from __future__ import annotations

import compileall
import importlib.metadata
import os
import re
import sys
import sysconfig
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

from environment.runtime.images.archive import Archive, shared_libraries, shell
from environment.runtime.images.sources import PROJECT, not_needed, own_files

_APP, _PACKAGES = "/app", "/app/packages"
_NOT_OF_PYTHON = {"test", "tests", "idlelib", "lib2to3", "ensurepip", "turtledemo", "tkinter", "__phello__"}
_NOT_OF_PYTHON |= {"site-packages", "dist-packages"}
_NOT_NEEDED_FILES = (".a", ".pyi", ".exe", ".h", ".c", ".pyx", ".pxd")
SETTINGS: Sequence[str] = (
    f"WORKDIR {_APP}",
    f"ENV PYTHONPATH={_APP}:{_PACKAGES}",
    "ENV PATH=/usr/local/bin:/usr/bin:/bin",
    "ENV PYTHONUNBUFFERED=1",
    "ENV PYTHONDONTWRITEBYTECODE=1",
    'CMD ["python", "--version"]',
)


def write(target: IO[bytes]) -> None:
    """Write the root file system as a tar archive. Raises OSError where this machine has no ELF programs."""
    with Archive(target) as archive:
        libraries = _put_python(archive) | _put_packages(archive)
        _put_project(archive)
        for library in sorted(libraries):
            archive.copy(library)
        shell(archive)
        archive.link("/usr/local/bin/python", _interpreter())
        archive.write("root:x:0:0::/:/bin/sh\n", "/etc/passwd")
        archive.write("root:x:0:\n", "/etc/group")
        archive.folder("/tmp", 0o1777)


def _interpreter() -> Path:
    return Path(sys.executable).resolve()


def _put_python(archive: Archive) -> set[Path]:
    archive.copy(_interpreter())
    modules = Path(sysconfig.get_path("stdlib"))
    linked = [_interpreter()]
    for path in _files_of_python(modules):
        archive.copy(path)
        if ".so" in path.suffixes:
            linked.append(path)
    return shared_libraries(linked)


def _files_of_python(modules: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(modules):
        folders[:] = [
            each for each in folders if each not in _NOT_OF_PYTHON and not each.startswith("config-")
        ]
        for name in names:
            if _is_needed(path := Path(place, name)):
                yield path


def _put_packages(archive: Archive) -> set[Path]:
    """Add every distribution that is needed, all in one folder."""
    outside, linked, inside = not_needed(), [], set()
    for distribution in importlib.metadata.distributions():
        if normalized(distribution.metadata["Name"]) in outside:
            continue
        for file in distribution.files or ():
            path = Path(str(distribution.locate_file(file)))
            if ".." in file.parts or not path.is_file() or not _is_needed(path):
                continue
            archive.copy(path, f"{_PACKAGES}/{file.as_posix()}")
            inside.add(path.resolve())
            if ".so" in path.suffixes:
                linked.append(path)
    return {library for library in shared_libraries(linked) if library.resolve() not in inside}


def _put_project(archive: Archive) -> None:
    for path in own_files():
        place = f"{_APP}/{path.relative_to(PROJECT)}"
        archive.copy(path, place)
        if path.suffix == ".py":
            _put_compiled(archive, path, Path(place))


def _put_compiled(archive: Archive, source: Path, place: Path) -> None:
    """Add the compiled module; without it every start of a container would compile its imports."""
    compileall.compile_file(source, quiet=2)
    cached = source.parent / "__pycache__" / f"{source.stem}.{sys.implementation.cache_tag}.pyc"
    if cached.exists():
        archive.copy(cached, place.parent / "__pycache__" / cached.name)


def _is_needed(path: Path) -> bool:
    compiled_for_others = path.suffix == ".pyc" and sys.implementation.cache_tag not in path.name
    return (
        path.suffix not in _NOT_NEEDED_FILES and not compiled_for_others and "tests" not in path.parts[-3:-1]
    )


def normalized(name: str) -> str:
    """The name of a distribution as in lock files (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()
