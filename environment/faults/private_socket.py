"""The listening end of a Unix socket that only the account of the run may connect to.

What comes over such a socket is obeyed: faults are injected, services are killed. A socket that is bound
under the umask, and closed to others afterwards, is open to them in between.
"""

from __future__ import annotations

import os
import socket
import stat
import sys
from contextlib import suppress
from pathlib import Path

_LONGEST_PATH = 107 if sys.platform == "linux" else 103  # bytes, sun_path in sys/un.h less its final zero


class UnusableSocketPath(OSError):
    """No Unix socket can be made at a path; the message is one sentence."""


def listening_privately(path: Path) -> socket.socket:
    """A socket that listens at this path, mode 0600 from its first moment, whatever the umask.

    A socket that an ended process has left there is replaced.

    Raises:
        UnusableSocketPath: the path is too long, or its folder cannot be written.
    """
    length = len(os.fsencode(path))
    if length > _LONGEST_PATH:
        raise UnusableSocketPath(
            f"{path} has {length} bytes, and the path of a Unix socket at most {_LONGEST_PATH}: "
            "choose a shorter folder"
        )
    listener = socket.socket(socket.AF_UNIX)
    try:
        _remove_left(path)
        os.fchmod(listener.fileno(), 0o600)  # Linux gives the file this mode, less the umask
        listener.bind(str(path))
        path.chmod(0o600)  # where the umask took rights of the owner, and for other systems
        listener.listen()
    except OSError as error:
        listener.close()
        raise UnusableSocketPath(f"no Unix socket can be made at {path}: {error.strerror}") from error
    return listener


def _remove_left(path: Path) -> None:
    with suppress(FileNotFoundError):
        if stat.S_ISSOCK(path.lstat().st_mode):
            path.unlink()
