"""The files of the project that travel to the machines of a cluster."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from environment.session.workers.cluster.project_archive import archive_of, pinned_versions


def _project(folder: Path) -> Path:
    for name in (
        "features/one.feature",
        "steps/a.py",
        "steps/__pycache__/a.pyc",
        "reports/big.json",
        ".venv/x",
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name, "utf-8")
    (folder / "pyproject.toml").write_text("[tool.behave]\n", "utf-8")
    return folder


def test_it_has_what_a_run_reads_and_nothing_that_a_run_writes(tmp_path: Path) -> None:
    _, archive = archive_of(_project(tmp_path))
    names = zipfile.ZipFile(io.BytesIO(archive)).namelist()
    assert names == ["pyproject.toml", "steps/a.py", "features/one.feature"]


def test_its_digest_is_that_of_the_content(tmp_path: Path) -> None:
    digest, archive = archive_of(_project(tmp_path))
    (tmp_path / "steps/a.py").touch()
    assert archive_of(tmp_path) == (digest, archive)
    (tmp_path / "steps/a.py").write_text("changed", "utf-8")
    assert archive_of(tmp_path)[0] != digest


def test_pins_are_those_of_every_platform() -> None:
    lock = (
        "behave==1.3.3 \\\n  --hash=sha256:0\nuvloop==0.22 ; sys_platform != 'win32' \\\n  --hash=sha256:1\n"
    )
    assert pinned_versions(lock) == {"behave": "1.3.3"}
