"""The proxy's process: one event loop that serves every edge and the control channel."""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from environment.faults import caller_limits
from environment.faults.control import LONGEST_LINE, control_server
from environment.faults.private_socket import listening_privately
from environment.faults.proxy import Proxy

try:
    import uvloop
except ImportError:  # not built for every system; the standard loop is slower
    uvloop = None  # type: ignore[assignment]

CONTROL = "FAULTS_CONTROL"


def run(environ: Mapping[str, str], listeners: Mapping[str, socket.socket]) -> None:
    """Serve until SIGTERM.

    The control channel is the listener `control` if there is one, else the unix socket whose path is in
    FAULTS_CONTROL. The ports of the edges are bound when the control channel asks for them.
    FAULTS_CALLER_SECONDS is the time that a message of a caller may take.
    """
    with asyncio.Runner(loop_factory=uvloop.new_event_loop if uvloop else None) as runner:
        seconds = float(environ.get(caller_limits.SETTING, caller_limits.SECONDS))
        runner.run(_serve(environ.get(CONTROL), listeners.get("control"), seconds))


async def _serve(path: str | None, listener: socket.socket | None, caller_seconds: float) -> None:
    loop = asyncio.get_running_loop()
    stopped = asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, stopped.set)
    # Ctrl-C reaches the whole process group: the parent decides what ends.
    loop.add_signal_handler(signal.SIGINT, lambda: None)
    proxy = Proxy(caller_seconds)
    if listener is None and path is None:
        raise RuntimeError(f"the proxy needs a control channel: a listener 'control' or a path in {CONTROL}")
    server = await _control(proxy, path, listener)
    try:
        await stopped.wait()
    finally:
        server.close()
        await proxy.close()
        if path:
            with suppress(FileNotFoundError):
                Path(path).unlink()


async def _control(proxy: Proxy, path: str | None, listener: socket.socket | None) -> asyncio.Server:
    if listener is None:
        assert path is not None
        listener = listening_privately(Path(path))
    listener.setblocking(False)
    return await asyncio.start_unix_server(control_server(proxy), sock=listener, limit=LONGEST_LINE)
