"""The part of a run inside of a Dask worker: it unpacks the project, and starts a node there.

Its code travels to the workers by value, before the project is there: it imports the standard library and
Dask only.
"""

from __future__ import annotations

import io
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from importlib import metadata
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from distributed import WorkerPlugin, get_worker

_NODE = "environment.session.workers.cluster.node"
_EXIT_SECONDS = 30.0
_LOG_BYTES = 2000


@dataclass(frozen=True)
class NodeAnswer:
    """What a task returns. `sent` is a pickled Shipment of the node; without one `why` says what is wrong.

    lost: whether the node has ended; otherwise this machine cannot run it at all.
    """

    sent: bytes = b""
    why: str = ""
    lost: bool = False


@dataclass
class _Node:
    process: subprocess.Popen[bytes]
    connection: Connection
    life: int
    asked: threading.Lock = field(default_factory=threading.Lock)


class ProjectOnMachine(WorkerPlugin):  # type: ignore[misc]  # installed with the extra "cluster" only
    """The project and the node of one run on one Dask worker; both end with it, or with the run."""

    def __init__(self, name: str, archive: bytes, pins: Mapping[str, str]) -> None:
        """`name` has the digest of the archive; `pins` are the versions that must be installed."""
        self.name = name
        self._archive, self._pins = archive, dict(pins)

    def setup(self, worker: Any) -> None:
        """Called by Dask on each worker, those that come later included."""
        self._folder = Path(worker.local_directory) / self.name
        self._node: _Node | None = None

    def teardown(self, worker: Any) -> None:
        """Called by Dask when the worker closes, and at the end of the run."""
        self._end_node()
        shutil.rmtree(self._folder, ignore_errors=True)

    def start(self, setup: bytes) -> NodeAnswer:
        """Start a node with a pickled NodeSetup; its first message says whether its stack is up."""
        if differences := other_versions(self._pins):
            return NodeAnswer(why="; ".join(differences))
        self._end_node()
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(parents=True)
        zipfile.ZipFile(io.BytesIO(self._archive)).extractall(self._folder)
        self._node = _start_node(self._folder)
        return self.ask(setup)

    def ask(self, message: bytes) -> NodeAnswer:
        """Send a pickled message to the node, unless it is empty, and wait for what the node sends."""
        node = self._node
        if node is None:
            return NodeAnswer(why="has no process for scenarios any more", lost=True)
        with node.asked:
            try:
                if message:
                    node.connection.send_bytes(message)
                return NodeAnswer(node.connection.recv_bytes())
            except (EOFError, OSError):
                self._end_node()
                code = node.process.returncode
                log = (self._folder / "node.log").read_bytes()[-_LOG_BYTES:].decode(errors="replace").strip()
                return NodeAnswer(
                    why=f"(process {node.process.pid}) ended with {code}\n{log}".strip(), lost=True
                )

    def interrupt(self) -> None:
        """End the running scenario as Ctrl-C does."""
        if self._node is not None:
            with suppress(ProcessLookupError):
                self._node.process.send_signal(signal.SIGTERM)

    def _end_node(self) -> None:
        node, self._node = self._node, None
        if node is None:
            return
        os.close(node.life)  # the node ends with this pipe, and its stack with it
        with suppress(subprocess.TimeoutExpired):
            node.process.wait(_EXIT_SECONDS)
        node.process.kill()
        node.process.wait()
        node.connection.close()


def _start_node(folder: Path) -> _Node:
    ours, theirs = socket.socketpair()
    end_of_life, life = os.pipe()
    environ = {key: value for key, value in os.environ.items() if not key.startswith("ALLURE_")}
    with theirs, (folder / "node.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", _NODE, str(theirs.fileno()), str(end_of_life)],
            cwd=folder,
            env=environ,
            pass_fds=(theirs.fileno(), end_of_life),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    os.close(end_of_life)
    return _Node(process, Connection(ours.detach()), life)


def other_versions(pins: Mapping[str, str]) -> list[str]:
    """What is not installed as the lock file has it, the first three."""
    found = []
    for name, pinned in pins.items():
        try:
            installed = metadata.version(name)
        except metadata.PackageNotFoundError:
            found.append(f"{name} is missing, and requirements.lock has {pinned}")
            continue
        if installed != pinned:
            found.append(f"{name} is {installed}, and requirements.lock has {pinned}")
    return found[:3]


# The tasks. A task finds the plugin of its run by name.


def start(plugin: str, setup: bytes) -> NodeAnswer:
    """Start the node of this worker."""
    return _plugin(plugin).start(setup)


def ask(plugin: str, message: bytes) -> NodeAnswer:
    """Give the node an assignment, and wait for its result."""
    return _plugin(plugin).ask(message)


def listen(plugin: str, _: bytes) -> NodeAnswer:
    """Wait for what the node sends without being asked."""
    return _plugin(plugin).ask(b"")


def interrupt(plugin: str, dask_worker: Any) -> None:
    """Called beside the tasks, by Client.run."""
    if plugin in dask_worker.plugins:
        dask_worker.plugins[plugin].interrupt()


def _plugin(name: str) -> ProjectOnMachine:
    found: ProjectOnMachine = get_worker().plugins[name]
    return found
