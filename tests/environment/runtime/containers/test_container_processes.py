"""Programs in containers: controlled as processes are."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import psycopg
import pytest
import requests

from environment.runtime.containers.images import Images
from environment.runtime.containers.launcher import ContainerLauncher
from environment.runtime.containers.network import RunNetwork
from environment.runtime.containers.postgres import PostgresContainer
from environment.runtime.containers.process import ContainerProcess
from environment.runtime.engine import Engine
from environment.runtime.postgres.databases import ServiceDatabase
from environment.runtime.processes.failure import StartUpFailed
from environment.runtime.processes.program import Program

Eventually = Callable[[Callable[[], bool]], None]
MAIL = Program("mail", "environment.doubles.mail.app:run", listeners=("smtp", "http"))
BROKEN = Program("broken", "bookstore.cart.app:run")


@pytest.fixture(scope="module")
def launcher(engine: Engine, network: RunNetwork) -> Iterator[ContainerLauncher]:
    images = Images().of_parts(engine, ["mail", "broken"])
    made = ContainerLauncher([MAIL, BROKEN], images, network, network.folder)
    yield made
    for process in made.processes:
        process.kill()
    made.release()


@pytest.fixture
def mail(launcher: ContainerLauncher) -> ContainerProcess:
    process = launcher["mail"]
    if not process.alive:
        process.restart()
    return process


def health(process: ContainerProcess, seconds: float = 5.0) -> int:
    return requests.get(f"http://{process.host}:{process.ports['http']}/health", timeout=seconds).status_code


def test_a_killed_program_returns_at_its_address_with_its_log(
    mail: ContainerProcess,
) -> None:
    address, logged = mail.host, mail.log_path.read_text()
    mail.kill()
    assert not mail.alive
    assert mail.how_it_ended() == "killed by SIGKILL"
    mail.restart()
    assert (mail.host, health(mail)) == (address, 200)
    assert mail.log_path.read_text().startswith(logged)


def test_a_paused_program_accepts_and_does_not_answer_until_it_is_resumed(mail: ContainerProcess) -> None:
    mail.pause()
    mail.pause()
    with pytest.raises(requests.ReadTimeout):
        health(mail, 0.2)
    assert mail.alive
    mail.resume()
    assert health(mail) == 200
    mail.pause()
    mail.kill()
    assert not mail.alive


def test_an_unexpected_end_is_noticed(
    engine: Engine, launcher: ContainerLauncher, mail: ContainerProcess, eventually: Eventually
) -> None:
    assert launcher.unexpected_exits() == []
    name = f"{launcher['mail'].network_name}-mail"
    engine.docker.containers.get(name).kill()
    eventually(lambda: not mail.alive)
    assert [str(each).splitlines()[0] for each in launcher.unexpected_exits()] == [
        "mail ended unexpectedly: killed by SIGKILL"
    ]
    mail.restart()
    assert launcher.unexpected_exits() == []


def test_another_environment_is_another_container(mail: ContainerProcess) -> None:
    mail.kill()
    mail.environ = {"LOG_LEVEL": "DEBUG"}
    mail.restart()
    assert health(mail) == 200


def test_a_program_that_ends_at_once_is_an_error_with_the_tail_of_its_log(
    launcher: ContainerLauncher,
) -> None:
    with pytest.raises(StartUpFailed, match=r"broken ended before it was ready: exit code 1") as failed:
        launcher["broken"].restart()
    assert "IDENTITY_PUBLIC_KEY is missing" in str(failed.value)
    assert "python -m bookstore.cart in " in str(failed.value)
    launcher["broken"].kill()  # its end is no unexpected one for the next tests


def test_nothing_leads_out_of_the_network(engine: Engine, network: RunNetwork) -> None:
    assert engine.docker.networks.get(network.name).attrs["Internal"]


def test_a_database_server_gives_every_service_a_database_of_its_own(
    engine: Engine, network: RunNetwork
) -> None:
    server = PostgresContainer(Images().of_postgres(engine), network, network.folder)
    server.launch()
    made = server.create_databases(["cart", "orders"])
    assert server.version.startswith("PostgreSQL ")
    assert {base.host for base in made.values()} == {server.host}
    assert "ready to accept connections" in server.log_path.read_text()
    crashes_and_keeps_what_was_committed(server, made["cart"])
    server.release()


def crashes_and_keeps_what_was_committed(server: PostgresContainer, database: ServiceDatabase) -> None:
    address = database.url.replace("postgresql+psycopg", "postgresql")
    with psycopg.connect(address) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1 AS one")
    server.stop()
    server.stop()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(address, connect_timeout=2).close()
    server.start()
    with psycopg.connect(address) as connection:
        assert connection.execute("SELECT one FROM kept").fetchone() == (1,)


def test_a_second_instance_has_an_address_of_its_own_and_the_log_of_the_first(
    launcher: ContainerLauncher, mail: ContainerProcess
) -> None:
    second = launcher.add_second("mail")
    second.restart()
    assert second.host != mail.host
    assert second.log_path == mail.log_path
    assert (health(mail), health(second)) == (200, 200)
    second.kill()
    assert health(mail) == 200
    assert launcher.unexpected_exits() == []
    with pytest.raises(ValueError, match="there is already a program called mail, second"):
        launcher.add_second("mail")


def test_a_program_that_is_asked_to_stop_ends_by_itself(
    launcher: ContainerLauncher, mail: ContainerProcess
) -> None:
    mail.ask_to_stop()
    mail.wait_stopped(15)
    assert mail.how_it_ended() != "killed by SIGKILL"
    assert launcher.unexpected_exits() == []
    mail.restart()
