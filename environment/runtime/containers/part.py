"""One program in a container, as the run sees it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from threading import RLock, Thread
from typing import Any

from docker.errors import APIError, DockerException, NotFound
from docker.types import Mount
from requests.exceptions import RequestException
from testcontainers.core.container import DockerContainer

from environment.runtime.containers.network import OwnNetwork, hostname
from environment.runtime.processes.failure import StartUpFailed, UnexpectedDeath, how_it_ended, tail
from environment.runtime.processes.lifeline import Lifeline
from environment.runtime.processes.program import Program
from environment.runtime.processes.readiness import answers_health, wait_until_ready
from environment.runtime.run_folder import RunFolder

_PORTS: Mapping[str, int] = {"http": 8000, "smtp": 2525}
_VARIABLES: Mapping[str, str] = {"http": "LISTEN_PORT", "smtp": "SMTP_LISTEN_PORT"}
_LOG = "/log"
_DEATH_SECONDS = 20.0


class ContainerPart:
    """A program with its container, its address and its log. Any thread may call any method.

    The program is started the way it is started anywhere: `python -m <package>`, with settings from its
    environment. What its environment names in the run folder is mounted where it is here. Its output goes
    straight into a file of the run folder: who reads it misses nothing that was written.
    """

    def __init__(self, program: Program, image: str, network: OwnNetwork, folder: RunFolder) -> None:
        self.program = program
        self.environ = dict(program.environ)
        self.log_path = folder.logs / f"{program.log or program.name}.log"
        self.returncode: int | None = None
        self._image = image
        self._network = network
        self._folder = folder.path
        self._container: DockerContainer | None = None
        self._made_with: dict[str, str] = {}
        self._lifeline: Lifeline | None = None
        self._acting = RLock()
        self.host = network.address(program.name)

    @property
    def name(self) -> str:
        return self.program.name

    @property
    def network_name(self) -> str:
        """The network's; the container's is this and its own, with a dash between."""
        return self._network.name

    @property
    def ports(self) -> Mapping[str, int]:
        """The port of each listener, the same for all starts."""
        return {name: _PORTS[name] for name in self.program.listeners}

    @property
    def alive(self) -> bool:
        """Whether it runs; a paused one does."""
        with self._acting:
            return self._lifeline is not None and not self._lifeline.has_ended()

    @property
    def died_unexpectedly(self) -> bool:
        """Whether it was started and is gone without having been killed here."""
        with self._acting:
            return self._lifeline is not None and self._lifeline.has_ended()

    @property
    def lifeline(self) -> Lifeline | None:
        """What tells of its death; None while it is not started."""
        return self._lifeline

    def start(self) -> None:
        """Start it; it may not be ready yet. With another environment than before it is another container.

        Raises:
            RuntimeError: it is running.
            StartUpFailed: the engine does not start it.
        """
        with self._acting:
            if self.alive:
                raise RuntimeError(f"{self.name} is already running")
            self._bury()
            try:
                self._start()
            except (DockerException, RequestException) as error:
                raise self.start_up_failure(f"was not started by the container engine: {error}") from error

    def kill(self) -> None:
        """SIGKILL to everything in the container; returns when it has ended. No harm if it has."""
        with self._acting:
            if self._lifeline is None or self._container is None:
                return
            with suppress(APIError):  # it has ended by itself just now
                self._container.get_wrapped_container().kill()
            self._bury()

    def ask_to_stop(self) -> None:
        """SIGTERM, as an operator does: it answers what it has begun, and takes nothing new."""
        with self._acting:
            if self.alive and self._container is not None:
                with suppress(APIError):  # it has ended by itself just now
                    self._container.get_wrapped_container().kill(signal="SIGTERM")

    def wait_stopped(self, within: float = 10.0) -> None:
        """Return when it has ended, after it was asked to.

        Raises:
            TimeoutError: it lives on after `within` seconds.
        """
        if lifeline := self._lifeline:
            lifeline.demand_end(self.name, within)
        with self._acting:
            self._bury()

    def pause(self) -> None:
        """Freeze it: its port accepts connections and nobody answers."""
        with self._acting:
            if self.alive and self._container is not None and self._state()["Status"] != "paused":
                self._container.get_wrapped_container().pause()

    def resume(self) -> None:
        """Let it go on."""
        with self._acting:
            if self.alive and self._container is not None and self._state()["Status"] == "paused":
                self._container.get_wrapped_container().unpause()

    def restart(self, within: float = 60.0) -> None:
        """Kill it if it lives, start it, and wait up to `within` seconds for `GET /health`.

        Raises:
            StartUpFailed: it has died, or is not ready in time.
        """
        self.kill()
        self.start()
        wait_until_ready([self], answers_health, within)

    def how_it_ended(self) -> str:
        """The last end in words, such as "exit code 3" or "killed by SIGKILL"."""
        with self._acting:
            if self.died_unexpectedly:
                self.returncode = self._exit_code()
            return "has not ended" if self.returncode is None else how_it_ended(self.returncode)

    def start_up_failure(self, what: str) -> StartUpFailed:
        """The error that says `what` happened to it, with the tail of its log."""
        return StartUpFailed(
            f"{self.name} {what}", f"{' '.join(self._command())} in {self._image}", self.log_path
        )

    def death(self) -> UnexpectedDeath:
        """What is told of a death that nobody here had wanted."""
        return UnexpectedDeath(self.name, self.how_it_ended(), tail(self.log_path))

    def release(self) -> None:
        """Forget a container that the engine has removed."""
        with self._acting:
            lifeline, self._lifeline = self._lifeline, None
            container, self._container = self._container, None
        if lifeline is not None:
            lifeline.has_ended(_DEATH_SECONDS)
            lifeline.close()
        if container is not None:
            container.get_docker_client().client.close()

    def _start(self) -> None:
        if self._container is not None and self._made_with == self.environ:
            self._container.get_wrapped_container().start()
        else:
            self._make()
        lifeline = Lifeline()
        assert self._container is not None
        found = self._container.get_wrapped_container()
        Thread(target=_tell_its_end, args=(found, lifeline), name=f"end of {self.name}", daemon=True).start()
        self._lifeline = lifeline

    def _make(self) -> None:
        if self._container is not None:
            self._container.stop()
        self.log_path.touch(mode=0o600)
        redirected = ["sh", "-c", 'exec "$@" >>"$0" 2>&1', _LOG, *self._command()]
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

    def _command(self) -> list[str]:
        """`bookstore.cart.app:run` is what `python -m bookstore.cart` calls."""
        return ["python", "-m", self.program.entry.partition(".app:")[0]]

    def _whole_environ(self) -> dict[str, str]:
        ports = {_VARIABLES[name]: str(port) for name, port in self.ports.items()}
        return {**self.environ, **ports, "LISTEN_HOST": "0.0.0.0"}

    def _mounts(self) -> list[Mount]:
        """Files to read; of what is not there yet, the folder it is to be made in."""
        mounts = [Mount(_LOG, str(self.log_path), type="bind")]
        for value in self.environ.values():
            path = Path(value) if value.startswith(f"{self._folder}/") else None
            if path is None:
                continue
            there = path.exists()
            place = str(path if there else path.parent)
            mounts.append(Mount(place, place, type="bind", read_only=there))
        return mounts

    def _bury(self) -> None:
        """Forget a dead or dying container, once it is really dead."""
        if self._lifeline is None:
            return
        lifeline, self._lifeline = self._lifeline, None
        try:
            if not lifeline.has_ended(_DEATH_SECONDS):
                raise RuntimeError(f"the container of {self.name} lives on although it was killed")
            self.returncode = self._exit_code()
        finally:
            lifeline.close()

    def _exit_code(self) -> int:
        """As of a process: negative for the signal that killed it."""
        code = int(self._state()["ExitCode"])
        return 128 - code if code > 128 else code

    def _state(self) -> dict[str, Any]:
        assert self._container is not None
        found = self._container.get_wrapped_container()
        found.reload()
        return dict(found.attrs["State"])


def _tell_its_end(container: Any, lifeline: Lifeline) -> None:
    """Let go of the lifeline when the container has ended, or cannot be asked any more."""
    try:
        with suppress(NotFound):
            container.client.api.wait(container.id, timeout=None)
    except (DockerException, RequestException):
        return  # the engine is gone; so is the container, as far as anybody can tell
    finally:
        lifeline.handed_over()
