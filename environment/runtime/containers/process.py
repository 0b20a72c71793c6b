"""One program in a container."""

from __future__ import annotations

import signal
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import Any

from docker.errors import APIError, DockerException, NotFound
from docker.types import Mount
from requests.exceptions import RequestException
from testcontainers.core.container import DockerContainer

from environment.runtime.containers.network import RunNetwork, hostname
from environment.runtime.processes.exit_pipe import ExitPipe
from environment.runtime.processes.managed_process import ManagedProcess
from environment.runtime.processes.program import Program
from environment.runtime.run_folder import RunFolder

_PORTS: Mapping[str, int] = {"http": 8000, "smtp": 2525}
_VARIABLES: Mapping[str, str] = {"http": "LISTEN_PORT", "smtp": "SMTP_LISTEN_PORT"}
_LOG = "/log"
_EXIT_SECONDS = 20.0


class ContainerProcess(ManagedProcess):
    """A program with its container and its fixed address.

    The command is `python -m <package>`, as everywhere. A file that the environment of the program names in
    the run folder is mounted at the same path. The output goes directly into a file of the run folder, so the
    log is complete at any time. A start with another environment makes another container.
    """

    ready_seconds = 60.0

    def __init__(self, program: Program, image: str, network: RunNetwork, folder: RunFolder) -> None:
        super().__init__(program, folder.logs)
        self._image = image
        self._network = network
        self._folder = folder.path
        self._container: DockerContainer | None = None
        self._made_with: dict[str, str] = {}
        self._host = network.address(program.name)

    @property
    def host(self) -> str:
        return self._host

    @property
    def ports(self) -> Mapping[str, int]:
        return {name: _PORTS[name] for name in self.program.listeners}

    @property
    def network_name(self) -> str:
        """The name of the network; the container's name is this, a dash and the hostname."""
        return self._network.name

    def release(self) -> None:
        """Close the connections to the engine, after the engine has removed the container."""
        with self._lock:
            exit_pipe, self._exit_pipe = self._exit_pipe, None
            container, self._container = self._container, None
        if exit_pipe is not None:
            exit_pipe.has_ended(_EXIT_SECONDS)
            exit_pipe.close()
        if container is not None:
            container.get_docker_client().client.close()

    def _command(self) -> str:
        return f"{' '.join(self._arguments())} in {self._image}"

    def _launch(self) -> ExitPipe:
        try:
            if self._container is not None and self._made_with == self.environ:
                self._found().start()
            else:
                self._make()
        except (DockerException, RequestException) as error:
            raise self.start_up_failure(f"was not started by the container engine: {error}") from error
        exit_pipe = ExitPipe()
        name = f"end of {self.name}"
        Thread(target=_close_at_the_end, args=(self._found(), exit_pipe), name=name, daemon=True).start()
        return exit_pipe

    def _make(self) -> None:
        if self._container is not None:
            self._container.stop()
        self.log_path.touch(mode=0o600)
        redirected = ["sh", "-c", 'exec "$@" >>"$0" 2>&1', _LOG, *self._arguments()]
        self._made_with = dict(self.environ)
        self._container = DockerContainer(self._image, env=self._whole_environ())
        self._container.with_command(redirected).with_name(f"{self._network.name}-{hostname(self.name)}")
        self._container.with_kwargs(
            entrypoint=[],
            user=self._network.engine.account,
            mounts=self._mounts(),
            cap_drop=["ALL"],
            security_opt=["no-new-privileges"],
            **self._network.settings(self.name),
        )
        self._container.start()

    def _arguments(self) -> list[str]:
        """`bookstore.cart.app:run` is what `python -m bookstore.cart` calls."""
        return ["python", "-m", self.program.entry.partition(".app:")[0]]

    def _whole_environ(self) -> dict[str, str]:
        ports = {_VARIABLES[name]: str(port) for name, port in self.ports.items()}
        return {**self.environ, **ports, "LISTEN_HOST": "0.0.0.0"}

    def _mounts(self) -> list[Mount]:
        """Existing files for reading; for a file that does not exist yet, its folder for writing."""
        mounts = [Mount(_LOG, str(self.log_path), type="bind")]
        for value in self.environ.values():
            path = Path(value) if value.startswith(f"{self._folder}/") else None
            if path is None:
                continue
            exists = path.exists()
            place = str(path if exists else path.parent)
            mounts.append(Mount(place, place, type="bind", read_only=exists))
        return mounts

    def _signal(self, number: signal.Signals) -> None:
        if self._container is not None:
            with suppress(APIError):  # the container has just ended
                self._found().kill(signal=number.name)

    def _freeze(self) -> None:
        self._found().pause()

    def _thaw(self) -> None:
        self._found().unpause()

    def _exit_status(self) -> int:
        found = self._found()
        found.reload()
        code = int(found.attrs["State"]["ExitCode"])
        return 128 - code if code > 128 else code

    def _await_end(self, exit_pipe: ExitPipe) -> int:
        if not exit_pipe.has_ended(_EXIT_SECONDS):
            raise RuntimeError(f"the container of {self.name} still runs although it was killed")
        return self._exit_status()

    def _found(self) -> Any:
        assert self._container is not None, "it was made"
        return self._container.get_wrapped_container()


def _close_at_the_end(container: Any, exit_pipe: ExitPipe) -> None:
    """Close the write end when the container has ended, or when the engine does not answer any more."""
    try:
        with suppress(NotFound):
            container.client.api.wait(container.id, timeout=None)
    except (DockerException, RequestException):
        return  # the engine has ended; the container counts as ended too
    finally:
        exit_pipe.close_write_end()
