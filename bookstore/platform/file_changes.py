"""Waiting for a change of a file: by inotify on Linux, elsewhere by looking every 20 ms."""

from __future__ import annotations

import ctypes
import os
import select
from collections.abc import Callable
from pathlib import Path

_CLOSE_ON_EXEC = os.O_CLOEXEC  # inotify_init1(2): the flag has the value of open(2)
_MODIFIED, _ATTRIBUTES_CHANGED = 0x2, 0x4  # inotify(7): IN_MODIFY, IN_ATTRIB
_LOOK_EVERY = 0.02  # seconds, where there is no inotify
_EVENTS = 4096  # bytes; an event of a single file has 16


def next_change(path: Path) -> Callable[[], None]:
    """A function that waits until the file has perhaps changed since its last call, or since now.

    A change through mapped memory is no event for the kernel: the writer changes the file's times as well.
    """
    descriptor = _inotify(path)
    if descriptor is None:
        return _after_a_look

    def changed() -> None:
        os.read(descriptor, _EVENTS)  # what has changed does not matter

    return changed


def _inotify(path: Path) -> int | None:
    """A descriptor that is readable after a change; None where the system has none, or none left."""
    libc = ctypes.CDLL(None, use_errno=True)
    if not hasattr(libc, "inotify_init1"):
        return None
    descriptor: int = libc.inotify_init1(_CLOSE_ON_EXEC)
    if descriptor < 0:
        return None
    if libc.inotify_add_watch(descriptor, os.fsencode(path), _MODIFIED | _ATTRIBUTES_CHANGED) < 0:
        os.close(descriptor)
        return None
    return descriptor


def _after_a_look() -> None:
    select.select([], [], [], _LOOK_EVERY)
