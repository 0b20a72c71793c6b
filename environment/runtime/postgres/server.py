"""A disposable PostgreSQL server on 127.0.0.1, with the programs of a wheel."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

import psycopg

from environment.runtime.foreign_variables import remove_libpq_variables
from environment.runtime.postgres import binaries, data_folder, databases
from environment.runtime.postgres.account import SystemAccount
from environment.runtime.postgres.databases import ServiceDatabase
from environment.runtime.processes.exit_pipe import ExitPipe
from environment.runtime.processes.failure import StartUpFailed, how_it_ended, tail
from environment.runtime.processes.ports import HOST, ReservedPort
from environment.runtime.run_folder import RunFolder

SETTINGS: Mapping[str, str] = {
    "listen_addresses": HOST,
    "unix_socket_directories": "",
    "max_connections": "200",
    "shared_buffers": "64MB",
    # The data end with the run and need not survive a power failure: a commit takes a 20th of the time.
    "fsync": "off",
    "full_page_writes": "off",
    # A server that is stopped at once must keep every commit that it has acknowledged. Without fsync this is
    # free: the log is written to the kernel, which outlives the server.
    "synchronous_commit": "on",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    # No background work during a measurement, a race or a test of a deadline.
    "autovacuum": "off",
    "checkpoint_timeout": "1h",
    "max_wal_size": "4GB",
    "jit": "off",
    # Shared memory is in the data folder, so that a killed server leaves none in /dev/shm.
    "dynamic_shared_memory_type": "mmap",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] %q%u ",
}
_WATCHDOG = Path(__file__).with_name("watchdog.py")
_CACHE = data_folder.default_cache()
_READY_SECONDS = 30.0
_STOP_SECONDS = 10.0
_POLL_SECONDS = 0.003
_PORTS_TO_TRY = 5


class PostgresServer:
    """A context manager; the server ends with the context, and at the latest with the run.

    A process that is forked from the run, without exec, keeps the server running until it ends.
    """

    host = HOST

    def __init__(
        self,
        folder: RunFolder,
        *,
        programs: Path | None = None,
        settings: Mapping[str, str] | None = None,
        cache: Path | None = _CACHE,
        name: str = "postgres",
    ) -> None:
        """`programs` is the folder of `postgres` and `initdb`, by default `PG_BIN` or an installed wheel.

        `settings` are added to `SETTINGS`. `cache` is the folder for initialized data folders, None for no
        cache. `name` is the name of the log.
        """
        self.log_path = folder.logs / f"{name}.log"
        self._folder = folder
        self._programs = programs
        self._settings = {**SETTINGS, **(settings or {})}
        self._cache = cache
        self._name = name
        self._watchdog: subprocess.Popen[bytes] | None = None
        self._copies: RunFolder | None = None  # of the programs, where they cannot run in the run folder

    def __enter__(self) -> Self:
        remove_libpq_variables()
        account = SystemAccount.for_postgres()
        place = Path(tempfile.mkdtemp(prefix=f"{self._name}-", dir=self._folder.path))
        place.chmod(0o711)
        self._account = account
        self._reserved = ReservedPort()
        try:
            self._binaries = binaries.runnable(
                self._programs or binaries.find(),
                account,
                lambda: self._executable_folder(place) / "programs",
            )
            self._start_first(place / "data")
        except BaseException:
            self._close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    @property
    def port(self) -> int:
        """The same for all starts."""
        return self._reserved.port

    @property
    def version(self) -> str:
        """The text of the server, such as "postgres (PostgreSQL) 18.6"."""
        return self._binaries.version

    @property
    def admin_url(self) -> str:
        """SQLAlchemy's URL of the database `postgres` as the administrator."""
        return databases.admin_url(self._data.admin_password, data_folder.ADMIN, self.host, self.port)

    @property
    def alive(self) -> bool:
        return self._watchdog is not None and self._watchdog.poll() is None

    def unexpected_end(self) -> str | None:
        """A sentence if the server has ended and was not stopped."""
        if self._watchdog is None or self.alive:
            return None
        return f"PostgreSQL ended unexpectedly: {how_it_ended(self._watchdog.returncode)}"

    def create_databases(self, names: Iterable[str]) -> dict[str, ServiceDatabase]:
        """Create for each name a database and a role with a password; only that role may connect to it.

        Raises:
            psycopg.errors.DuplicateObject: a role or database of that name exists.
        """
        with psycopg.connect(
            host=self.host,
            port=self.port,
            user=data_folder.ADMIN,
            password=self._data.admin_password,
            dbname="postgres",
            sslmode="disable",
            gssencmode="disable",
            autocommit=True,
        ) as admin:
            return databases.create(admin, names)

    def start(self) -> None:
        """Start it with its port and its data; returns when it accepts connections.

        Raises:
            StartUpFailed: it did not start; the message has command, exit code and the tail of the log.
        """
        if self.alive:
            return
        self.stop()  # a server that has ended by itself still has its pipe
        command = [str(self._binaries.postgres), "-D", str(self._data.path), "-p", str(self.port)]
        for name, value in self._settings.items():
            command += ["-c", f"{name}={value}"]
        exit_pipe = self._launch(command)
        try:
            self._wait_ready(command, exit_pipe)
        finally:
            exit_pipe.close()

    def stop(self) -> None:
        """Stop it at once, as a crash does: open transactions are lost, committed ones stay."""
        if self._watchdog is None:
            return
        assert self._watchdog.stdin is not None
        self._watchdog.stdin.close()
        self._watchdog.wait(_STOP_SECONDS)
        self._watchdog = None

    def restart(self) -> None:
        """Stop it at once and start it again with the same port and the same data.

        Raises:
            StartUpFailed: as `start` does.
        """
        self.stop()
        self.start()

    def _close(self) -> None:
        self.stop()
        self._reserved.close()
        if self._copies is not None:
            self._copies.close()

    def _executable_folder(self, place: Path) -> Path:
        """`place`, or a folder elsewhere if `place` is mounted noexec, as /dev/shm often is."""
        if not os.statvfs(place).f_flag & os.ST_NOEXEC:
            return place
        self._copies = RunFolder(executable=True).__enter__()
        return self._copies.path

    def _start_first(self, folder: Path) -> None:
        self._data = data_folder.prepare(folder, self._binaries, self._account, self._cache)
        for ports_left in reversed(range(_PORTS_TO_TRY)):
            try:
                self.start()
            except StartUpFailed:
                self.stop()
                if not ports_left or not self._can_retry(folder):
                    raise
            else:
                return

    def _can_retry(self, folder: Path) -> bool:
        """Whether to try again: with another port, or with new data instead of those of the cache."""
        if any("could not bind" in line for line in tail(self.log_path)):
            self._reserved.close()
            self._reserved = ReservedPort()
        elif self._data.from_cache:
            data_folder.forget(self._binaries, self._cache)
            self._data = data_folder.prepare(folder, self._binaries, self._account, self._cache)
        else:
            return False
        return True

    def _launch(self, command: list[str]) -> ExitPipe:
        exit_pipe = ExitPipe()
        uid, gid = self._account.uid, self._account.gid
        who = ["-", "-"] if uid is None or gid is None else [str(uid), str(gid)]
        try:
            self._watchdog = subprocess.Popen(
                [sys.executable, "-I", "-S", str(_WATCHDOG), *who, str(self.log_path), *command],
                stdin=subprocess.PIPE,
                pass_fds=(self._folder.fileno(), exit_pipe.write_end()),
                env=binaries.ENVIRON,
                cwd="/",
                start_new_session=True,  # Ctrl-C goes to the process group of the run
            )
        finally:
            exit_pipe.close_write_end()
        return exit_pipe

    def _wait_ready(self, command: list[str], exit_pipe: ExitPipe) -> None:
        deadline = time.monotonic() + _READY_SECONDS
        while not self._is_ready():
            if exit_pipe.has_ended(_POLL_SECONDS):
                assert self._watchdog is not None
                how = how_it_ended(self._watchdog.wait(_STOP_SECONDS))
                raise StartUpFailed(
                    f"PostgreSQL ended before it was ready: {how}", " ".join(command), self.log_path
                )
            if time.monotonic() > deadline:
                what = f"PostgreSQL is not ready after {_READY_SECONDS:.0f} s"
                raise StartUpFailed(what, " ".join(command), self.log_path)

    def _is_ready(self) -> bool:
        """postmaster.pid: its 4th line is the port, its 8th the state (PostgreSQL's pidfile.h)."""
        try:
            lines = (self._data.path / "postmaster.pid").read_text().splitlines()
        except OSError:
            return False
        return len(lines) >= 8 and lines[3].strip() == str(self.port) and lines[7].strip() == "ready"
