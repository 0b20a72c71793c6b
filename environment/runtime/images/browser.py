"""An image with the Chromium of this machine, its libraries and fonts, and Playwright's driver as its server.

Both are copied and not installed anew: no registry is asked, a scenario sees the browser that it sees without
containers, and both halves of Playwright's protocol come from the same wheel.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import IO

from environment.runtime.images.archive import Archive, shared_libraries, shell

CHROMIUM = "checkout-acceptance.chromium"
"""The label of an image that says where its Chromium is; without it, Playwright looks for its own."""
_DRIVER, _SERVER = Path("/opt/playwright"), "/usr/local/bin/playwright"
_ELF = b"\x7fELF"
_BESIDE = "chrome_crashpad_handler"  # the one program that Chromium starts from its own folder
_LOADED_BY_NSS = ("libsoftokn3.so", "libfreebl3.so", "libfreeblpriv3.so", "libnssckbi.so")
_FONTS = ("/etc/fonts", "/usr/share/fontconfig", "/usr/share/fonts", "/usr/local/share/fonts")
_START_SERVER = f"""#!/bin/sh
exec {_DRIVER}/node {_DRIVER}/package/cli.js "$@"
"""


class NoProgramFound(RuntimeError):
    """A Chromium that is started by a script, which does not tell where the program itself is."""


def made_for() -> str:
    """What an image must have been made for: the version of Playwright that drives it."""
    return f"playwright-{version('playwright')}"


def write(target: IO[bytes], chromium: str) -> Sequence[str]:
    """Write the root file system as a tar archive; gives the settings of the image.

    Raises NoProgramFound, and OSError where this machine has no ELF programs.
    """
    program = program_of(Path(chromium))
    with Archive(target) as archive:
        archive.folder("/tmp", 0o1777)  # first: a file from below it would make the folder with another mode
        linked = [program, *_put_chromium(archive, program), *_put_server(archive)]
        for library in sorted(_libraries_of(linked)):
            archive.copy(library)
        for path in _files_of(map(Path, _FONTS)):
            archive.copy(path)
        shell(archive)
        archive.write("root:x:0:0::/tmp:/bin/sh\n", "/etc/passwd")
        archive.write("root:x:0:\n", "/etc/group")
    return ("ENV PATH=/usr/local/bin:/usr/bin:/bin", "ENV HOME=/tmp", f"LABEL {CHROMIUM}={program}")


def program_of(chromium: Path) -> Path:
    """The program itself: distributions start it by a script of the same name. Raises NoProgramFound."""
    found = chromium.resolve()
    if _is_program(found):
        return found
    name = chromium.name
    named = [Path(each) for each in re.findall(r"/[\w./-]+", found.read_text(errors="replace"))]
    places = [path for each in named for path in (each, each / name, each / name / name)]
    for place in (*places, found.with_name("chrome")):
        if place.name in (name, "chrome") and _is_program(place):
            return place.resolve()
    raise NoProgramFound(
        f"{chromium} is a script, and does not tell which program it starts: on Debian, apt-get install "
        "chromium-headless-shell; elsewhere, playwright install chromium"
    )


def _is_program(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as content:
        return content.read(len(_ELF)) == _ELF


def _put_chromium(archive: Archive, program: Path) -> list[Path]:
    """Add its folder, without the other browsers in it; gives the programs that Chromium starts."""
    beside = [program.with_name(_BESIDE)]
    for path in _files_of([program.parent]):
        if path == program or path in beside or not path.stat().st_mode & 0o111 or ".so" in path.suffixes:
            archive.copy(path)
    return [each for each in beside if each.exists()]


def _put_server(archive: Archive) -> list[Path]:
    """Add Playwright's driver, and the command that starts it; gives its programs."""
    spec = find_spec("playwright")
    assert spec is not None, "it is asked for before"
    assert spec.origin is not None, "it is no namespace"
    driver = Path(spec.origin).resolve().parent / "driver"
    for path in _files_of([driver]):
        archive.copy(path, _DRIVER / path.relative_to(driver))
    archive.write(_START_SERVER, _SERVER, 0o755)
    return [driver / "node"]


def _libraries_of(programs: Sequence[Path]) -> set[Path]:
    """What the programs are linked with, and what NSS loads when it begins: no program is linked with it."""
    linked = shared_libraries(programs)
    folders = {path.parent for path in linked if path.name.startswith("libnss3")}
    loaded = {
        place
        for folder in folders
        for name in _LOADED_BY_NSS
        for place in (folder / name, folder / "nss" / name)
        if place.exists()
    }
    return linked | loaded | (shared_libraries(loaded) if loaded else set())


def _files_of(folders: Iterator[Path] | Sequence[Path]) -> Iterator[Path]:
    """The files below these folders that this account can read; a link to nowhere is none."""
    for folder in folders:
        yield from (path for path in sorted(folder.rglob("*")) if path.is_file())
