"""Programs as processes: started, killed, paused, restarted, and reported when they fail."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from environment.runtime.processes import Launcher, LauncherEnded, Process, Program, StartUpFailed, refuses
from environment.runtime.processes.failure import tail
from environment.runtime.run_folder import RunFolder

Eventually = Callable[[Callable[[], bool]], None]


def ask(process: Process) -> dict[str, str]:
    with urllib.request.urlopen(process.url, timeout=5) as answer:
        environment: dict[str, str] = json.load(answer)
        return environment


@pytest.fixture
def shop(launcher: Launcher) -> Process:
    """A running program, in any state after the test before."""
    names = [process.name for process in launcher.processes]
    process = launcher["shop"] if "shop" in names else launcher.add(Program("shop", "small_shop:run"))
    process.environ = {}
    process.restart()
    return process


def test_a_killed_program_refuses_and_comes_back_on_the_same_port(shop: Process) -> None:
    port, first = shop.port, shop.pid
    shop.kill()
    assert refuses(port)
    assert not shop.alive
    assert shop.how_it_ended() == "killed by SIGKILL"
    shop.restart()
    assert shop.port == port
    assert shop.pid != first
    assert ask(shop) == {}


def test_a_restart_takes_less_than_150_milliseconds(shop: Process) -> None:
    seconds = []
    for _ in range(5):
        start = time.perf_counter()
        shop.restart()
        seconds.append(time.perf_counter() - start)
    assert min(seconds) < 0.15, seconds


def test_a_program_that_is_asked_to_stop_ends_by_itself_and_comes_back(shop: Process) -> None:
    shop.ask_to_stop()
    shop.wait_stopped()
    assert not shop.alive
    assert not shop.exited_unexpectedly
    assert shop.how_it_ended() in ("exit code 0", "killed by SIGTERM")
    shop.restart()
    assert ask(shop) == {}


def test_two_instances_of_a_program_write_into_one_log(launcher: Launcher, shop: Process) -> None:
    second = launcher.add(Program("shop, second", "small_shop:run", {"GREETING": "hello"}, log="shop"))
    second.restart()
    assert second.log_path == shop.log_path
    assert "opening with hello" in shop.log_tail()
    second.kill()


def test_connections_that_were_open_are_cut_by_a_kill(shop: Process) -> None:
    connection = urllib.request.http.client.HTTPConnection("127.0.0.1", shop.port, timeout=5)  # type: ignore[attr-defined]
    connection.request("GET", "/")
    connection.getresponse().read()
    shop.kill()
    connection.request("GET", "/")
    with pytest.raises(ConnectionError):
        connection.getresponse()
    connection.close()


def test_a_program_has_the_given_environment_and_nothing_else(launcher: Launcher, shop: Process) -> None:
    shop.environ = {"GREETING": "hello"}
    shop.restart()
    assert ask(shop) == {"GREETING": "hello"}


def test_a_restart_goes_on_with_the_log(shop: Process) -> None:
    before = len(shop.log_tail())
    shop.restart()
    assert len(shop.log_tail()) > before


def test_a_paused_program_accepts_and_does_not_answer_until_it_is_resumed(shop: Process) -> None:
    shop.pause()
    shop.pause()
    with pytest.raises(TimeoutError):
        urllib.request.urlopen(shop.url, timeout=0.1)
    assert shop.alive
    shop.resume()
    assert ask(shop) == {}
    shop.pause()
    shop.kill()
    assert refuses(shop.port)


def test_an_unexpected_end_is_noticed_and_the_port_refuses(
    launcher: Launcher, shop: Process, eventually: Eventually
) -> None:
    assert launcher.unexpected_exits() == []
    assert shop.pid is not None
    os.kill(shop.pid, signal.SIGKILL)
    eventually(lambda: not shop.alive)
    assert [str(each).splitlines()[0] for each in launcher.unexpected_exits()] == [
        "shop ended unexpectedly: killed by SIGKILL"
    ]
    eventually(lambda: refuses(shop.port))
    shop.restart()
    assert launcher.unexpected_exits() == []


def test_a_program_that_raises_is_one_error_with_the_end_of_its_log(launcher: Launcher) -> None:
    broken = launcher.add(Program("broken", "small_shop:fail"))
    with pytest.raises(StartUpFailed) as caught:
        broken.restart()
    message = str(caught.value)
    assert "broken ended before it was ready: exit code 1" in message
    assert "small_shop:fail" in message
    assert "LookupError: the store is missing" in message
    assert message.count("  | ") == 40
    broken.kill()


def test_a_long_statement_in_a_log_does_not_hide_the_cause(tmp_path: Path) -> None:
    log = tmp_path / "cart.log"
    statement = "\n".join(f"CREATE TABLE t{number} (id int);" for number in range(100))
    log.write_text(
        "sqlalchemy.exc.OperationalError: could not extend file: No space left on device\n"
        f"[SQL: {statement}\n]\n(Background on this error at: https://sqlalche.me/e/20/e3q8)\n"
    )
    assert tail(log) == [
        "sqlalchemy.exc.OperationalError: could not extend file: No space left on device",
        "[SQL: CREATE TABLE t0 (id int);",
        "... (the rest of the statement is left out)",
        "(Background on this error at: https://sqlalche.me/e/20/e3q8)",
    ]


@pytest.mark.usefixtures("programs_on_the_path")
def test_a_preloaded_parent_ends_with_its_run_although_it_is_importing(
    folder: RunFolder, tmp_path: Path, eventually: Eventually
) -> None:
    with Launcher(folder, ["slow_import"], tmp_path) as launcher:
        eventually(lambda: "importing" in (tmp_path / "launcher.log").read_text())
        launcher._socket.close()
        eventually(lambda: launcher._parent.poll() is not None)
        assert "imported" not in (tmp_path / "launcher.log").read_text()


def test_a_preloaded_parent_outlives_signals_that_arrive_while_one_is_handled() -> None:
    importing = """
import os, signal, socket
from environment.runtime.processes.preloaded_parent import exiting_with
run, _parent = socket.socketpair()
with exiting_with(run):
    if not (child := os.fork()):
        for each in range(100_000):
            os.kill(os.getppid(), signal.SIGIO)
            for _ in range(each % 200):  # at any moment of the handler
                pass
        os._exit(0)
    while not os.waitpid(child, os.WNOHANG)[0]:
        pass
"""
    subprocess.run([sys.executable, "-c", importing], check=True, timeout=30)


def test_a_program_that_exits_is_an_error_with_its_exit_code(launcher: Launcher) -> None:
    leaving = launcher.add(Program("leaving", "small_shop:leave", {"CODE": "7"}))
    with pytest.raises(StartUpFailed, match="exit code 7"):
        leaving.restart()
    leaving.kill()


def test_a_program_that_is_never_ready_is_an_error_with_the_time(launcher: Launcher) -> None:
    waiting = launcher.add(Program("waiting", "small_shop:with_child"))
    waiting.start()
    with pytest.raises(StartUpFailed, match=r"waiting is not ready after 0\.2 s"):
        waiting.wait_ready(within=0.2)
    waiting.kill()


def test_a_kill_takes_the_processes_along_that_the_program_has_started(
    launcher: Launcher, eventually: Eventually
) -> None:
    parent = launcher.add(Program("parent", "small_shop:with_child", {"PATH": os.defpath}, listeners=()))
    parent.start()
    parent.wait_ready(lambda process: bool(process.log_tail()))
    child = int(parent.log_tail()[0].split()[1])
    parent.kill()
    eventually(lambda: not is_running(child))


def test_an_entry_that_does_not_exist_is_an_error(launcher: Launcher) -> None:
    nowhere = launcher.add(Program("nowhere", "no_such_module:run"))
    with pytest.raises(StartUpFailed, match="No module named 'no_such_module'"):
        nowhere.restart()
    nowhere.kill()


def test_a_name_can_be_given_once(launcher: Launcher, shop: Process) -> None:
    with pytest.raises(ValueError, match="already a program called shop"):
        launcher.add(Program("shop", "small_shop:run"))
    with pytest.raises(RuntimeError, match="already running"):
        shop.start()


@pytest.mark.usefixtures("programs_on_the_path")
def test_two_stacks_side_by_side_do_not_disturb_each_other(folder: RunFolder, tmp_path: Path) -> None:
    logs = [tmp_path / "one", tmp_path / "two"]
    for place in logs:
        place.mkdir()
    with Launcher(folder, ["small_shop"], logs[0]) as one, Launcher(folder, ["small_shop"], logs[1]) as two:
        for each in (one, two):
            each.add(Program("shop", "small_shop:run"))
            each.add(Program("second shop", "small_shop:run"))
            each.start()
        one["shop"].kill()
        assert ask(two["shop"]) == ask(one["second shop"]) == {}
        assert two.unexpected_exits() == []
    assert refuses(two["shop"].port)


@pytest.mark.parametrize(
    ("module", "said"),
    [("early_thread", "importing early_thread started a thread"), ("no_such_module", "ModuleNotFoundError")],
)
@pytest.mark.usefixtures("programs_on_the_path")
def test_a_module_that_cannot_be_preloaded_is_an_error(
    folder: RunFolder, tmp_path: Path, module: str, said: str
) -> None:
    with Launcher(folder, [module], tmp_path) as launcher:
        launcher.add(Program("shop", "small_shop:run"))
        with pytest.raises(LauncherEnded, match=said):
            launcher.start()


def test_where_prctl_is_missing_a_program_ends_with_its_parent_all_the_same() -> None:
    script = (
        "import os; from threading import Event; from environment.runtime.processes import parent_death;"
        "parent_death._prctl = None; parent_death.exit_with_parent(os.getppid(), 0);"
        "print('ready', flush=True); Event().wait()"
    )
    program = subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert program.stdout is not None
    assert program.stdout.readline() == "ready\n"
    program.communicate()
    assert program.returncode == -signal.SIGKILL


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False
