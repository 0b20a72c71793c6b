"""Reports that cannot be written in the middle of a run, as on a full disk: the run goes on, and fails.

The outcomes of the scenarios stay on the console. One sentence names the folder and the cause, in a run with
workers too: they are forked, and share the mark that it was printed.
"""

from __future__ import annotations

import mmap
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import allure_commons
from allure_commons.logger import AllureFileLogger

_mark = mmap.mmap(-1, 1)  # anonymous memory, shared with the processes that are forked from this one
_unsaid, _filled = os.pipe()  # shared with them as well
os.set_blocking(_unsaid, False)
os.write(_filled, b"!")


def are_lost() -> bool:
    """Whether something could not be written, in this process or in a worker."""
    return _mark[0] != 0


def forget() -> None:
    """Begin another run in this process: nothing is lost, and nothing was said."""
    _mark[0] = 0
    _is_first()
    os.write(_filled, b"!")


@contextmanager
def tolerated(folder: Path) -> Iterator[None]:
    """Goes on after an error of writing to this folder; the first one of a run prints the sentence."""
    try:
        yield
    except OSError as error:
        _mark[0] = 1
        if _is_first():
            why = error.strerror or str(error)
            sentence = f"{folder}/ cannot be written ({why}): the run goes on without reports, and fails"
            os.write(2, f"\n{sentence}\n".encode())


def _is_first() -> bool:
    """Whether no process of this run has said it yet: one alone can take the byte."""
    try:
        return bool(os.read(_unsaid, 1))
    except BlockingIOError:
        return False


class ResultFiles(AllureFileLogger):
    """Writes Allure's files; one that cannot be written is left out as a whole."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder))  # type: ignore[no-untyped-call]
        self._folder = folder

    def write_to(self, folder: Path) -> None:
        """Write what follows to another folder, which is made."""
        folder.mkdir(parents=True, exist_ok=True)
        self._folder, self._report_dir = folder, folder.absolute()

    def _write(self, write: Callable[..., None], *given: Any) -> None:
        with tolerated(self._folder):
            try:
                write(*given)
            except OSError:
                self._remove_unfinished()
                raise

    def _remove_unfinished(self) -> None:
        """Also those that another worker is writing: on the full disk they are lost as well."""
        for unfinished in self._folder.glob("*.tmp"):
            with suppress(OSError):
                unfinished.unlink()

    @allure_commons.hookimpl
    def report_result(self, result: Any) -> None:
        self._write(super().report_result, result)

    @allure_commons.hookimpl
    def report_container(self, container: Any) -> None:
        self._write(super().report_container, container)

    @allure_commons.hookimpl
    def report_attached_file(self, source: Any, file_name: Any) -> None:
        self._write(super().report_attached_file, source, file_name)

    @allure_commons.hookimpl
    def report_attached_data(self, body: Any, file_name: Any) -> None:
        self._write(super().report_attached_data, body, file_name)

    @allure_commons.hookimpl
    def report_globals(self, globals_item: Any) -> None:
        self._write(super().report_globals, globals_item)


def tolerate_lost_junit(reporter: Any, folder: Path) -> None:
    """The same for behave's JUnit reporter, whose file of the feature would be cut off."""
    write = reporter.feature

    def feature(of: Any) -> None:
        with tolerated(folder):
            try:
                write(of)
            except OSError:
                _remove_cut_off(folder)
                raise

    reporter.feature = feature


def _remove_cut_off(folder: Path) -> None:
    for file in folder.glob("TESTS-*.xml"):
        try:
            ElementTree.parse(file)
        except (ElementTree.ParseError, OSError):
            file.unlink(missing_ok=True)
