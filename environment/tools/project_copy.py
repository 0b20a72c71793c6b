"""A copy of the project in another folder: a run there changes no file of the project's."""

from __future__ import annotations

import compileall
import os
import shutil
import threading
from collections.abc import Iterable
from pathlib import Path

CODE = ("bookstore", "environment", "steps")
_COMPILING = threading.Lock()
_BEING_COMPILED = shutil.ignore_patterns("*.pyc.*")  # they are renamed when they are whole


def copy_project(project: Path, folder: Path, parts: Iterable[str] = CODE) -> Path:
    """Copy these folders and files, those that there are, and pyproject.toml; returns the new folder.

    The code is compiled in the project, where that is missing, and not again in each copy.
    """
    for name in (*parts, "pyproject.toml"):
        if (project / name).is_dir():
            if name in CODE:
                with _COMPILING:
                    compileall.compile_dir(project / name, quiet=2)
            shutil.copytree(project / name, folder / name, ignore=_BEING_COMPILED)
        elif (project / name).is_file():
            shutil.copy(project / name, folder)
    (folder / "reports").mkdir()
    return folder


def environ_of(folder: Path) -> dict[str, str]:
    """The environment variables with which Python takes the code of the copy, and keeps results there."""
    environ = {**os.environ, "PYTHONPATH": str(folder)}
    environ.pop("ALLURE_RESULTS_DIR", None)
    return environ
