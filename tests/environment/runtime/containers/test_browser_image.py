"""What goes into the image of the browser: the program behind a script, and what it needs beside it."""

from __future__ import annotations

import io
import shutil
import sys
import tarfile
from pathlib import Path

import pytest

from environment.runtime.images import browser
from environment.runtime.images.browser import NoProgramFound, program_of

_ELF = b"\x7fELF and so on"


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """The folder with a Chromium, as a distribution installs it: a script in bin starts the program."""
    folder = tmp_path / "lib" / "chromium"
    folder.mkdir(parents=True)
    (folder / "chromium").write_bytes(_ELF)
    (tmp_path / "bin").mkdir()
    return folder


@pytest.mark.parametrize(
    "script",
    [
        '#!/bin/sh -e\n\n{folder}/chromium "$@"\n',
        '#!/bin/sh\nLIBDIR={folder}\nexec $LIBDIR/$APPNAME "$@"\n',
        '#!/bin/sh\nAPPNAME=chromium\nLIBDIR={folder.parent}/$APPNAME\nexec $LIBDIR/$APPNAME "$@"\n',
    ],
    ids=["by its path", "by its folder", "by the folder above"],
)
def test_the_program_is_found_behind_the_script_that_starts_it(installed: Path, script: str) -> None:
    started = installed.parent.parent / "bin" / "chromium"
    started.write_text(script.format(folder=installed))
    assert program_of(started) == installed / "chromium"


def test_a_program_without_a_script_is_itself(installed: Path) -> None:
    assert program_of(installed / "chromium") == installed / "chromium"


def test_a_script_that_tells_no_program_is_an_error_with_the_way_out(tmp_path: Path) -> None:
    started = tmp_path / "chromium"
    started.write_text("#!/bin/sh\nexec snap run chromium\n")
    with pytest.raises(NoProgramFound, match=r"does not tell which program.*chromium-headless-shell"):
        program_of(started)


@pytest.mark.skipif(sys.platform != "linux", reason="images are made of a Linux machine's programs")
def test_the_image_has_the_browser_its_server_and_no_other_browser(tmp_path: Path) -> None:
    pytest.importorskip("playwright")
    for name in ("chromium", "another-browser"):
        shutil.copy("/bin/sh", tmp_path / name)
    for name in ("resources.pak", "locales/de.pak"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("data")
    content = io.BytesIO()
    settings = browser.write(content, str(tmp_path / "chromium"))
    content.seek(0)
    with tarfile.open(fileobj=content) as written:
        names, mode = set(written.getnames()), written.getmember("tmp").mode
    place = str(tmp_path).lstrip("/")
    assert {f"{place}/chromium", f"{place}/resources.pak", f"{place}/locales/de.pak"} <= names
    assert {"bin/sh", "usr/local/bin/playwright", "opt/playwright/node"} <= names
    assert f"{place}/another-browser" not in names
    assert mode == 0o1777  # although this Chromium is below it
    assert f"LABEL {browser.CHROMIUM}={tmp_path / 'chromium'}" in settings
