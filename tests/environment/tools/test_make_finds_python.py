"""`make` says of each Python why it cannot be used."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

MAKEFILE = Path(__file__).parents[3] / "Makefile"


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("echo libpython3.so: cannot open >&2; exit 127", "does not start: libpython3.so: cannot open"),
        ('case "$2" in *print*) echo is Python 3.9;; *) exit 1;; esac', "is Python 3.9"),
    ],
)
def test_a_python_that_cannot_be_used_is_named_with_the_reason(
    tmp_path: Path, script: str, said: str
) -> None:
    python = tmp_path / "python"
    python.write_text(f"#!/bin/sh\n{script}\n")
    python.chmod(0o755)
    shutil.copy(MAKEFILE, tmp_path)
    for name in ("requirements.lock", "pyproject.toml"):
        (tmp_path / name).touch()
    run = subprocess.run(
        ["make", f"PYTHON={python}", ".venv/.installed"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 2
    assert "Python 3.11 or newer is needed; name it with make PYTHON=/path/to/python3" in run.stdout
    assert f"  {python}: {said}" in run.stdout
