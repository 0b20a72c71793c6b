import json
from pathlib import Path

from environment.audit.invariants.logs import LogWatch

TRACEBACK = "Traceback (most recent call last):\n  ...\nKeyError: 3"


def _write(log: Path, **fields: str) -> None:
    with log.open("a") as file:
        file.write(json.dumps({"level": "info", "event": "request", **fields}) + "\n")


def _watch(log: Path) -> LogWatch:
    watch = LogWatch({"orders": log})
    watch.mark()
    return watch


def test_an_exception_is_found_with_its_trace(tmp_path: Path) -> None:
    log = tmp_path / "orders.log"
    watch = _watch(log)
    _write(log)
    _write(log, level="error", event="unhandled exception", trace_id="0af7", exception=TRACEBACK)
    (found,) = watch.exceptions()
    assert (found.service, found.event, found.trace_id) == ("orders", "unhandled exception", "0af7")
    assert found.exception == TRACEBACK


def test_an_exception_logged_before_the_scenario_is_left_out(tmp_path: Path) -> None:
    log = tmp_path / "orders.log"
    _write(log, exception=TRACEBACK)
    assert _watch(log).exceptions() == ()


def test_an_exception_of_another_scenarios_request_is_left_out(tmp_path: Path) -> None:
    log = tmp_path / "orders.log"
    watch = _watch(log)
    _write(log, exception=TRACEBACK, baggage="tier=smoke, scenario=one%20of%20yesterday")
    assert watch.exceptions("today") == ()
    assert len(watch.exceptions("one of yesterday")) == 1


def test_an_exception_without_a_request_belongs_to_the_running_scenario(tmp_path: Path) -> None:
    log = tmp_path / "orders.log"
    watch = _watch(log)
    _write(log, event="a worker failed", exception=TRACEBACK)
    assert [line.event for line in watch.exceptions("today")] == ["a worker failed"]


def test_a_traceback_in_plain_output_is_found(tmp_path: Path) -> None:
    log = tmp_path / "orders.log"
    watch = _watch(log)
    log.write_text(f"{TRACEBACK}\n")
    assert [line.exception for line in watch.exceptions("today")] == [TRACEBACK]


def test_an_expected_error_without_an_exception_is_left_out(tmp_path: Path) -> None:
    log = tmp_path / "orders.log"
    watch = _watch(log)
    _write(log, level="error", event="a payment needs attention")
    assert watch.exceptions("today") == ()


def test_a_log_that_does_not_exist_yet_is_empty(tmp_path: Path) -> None:
    assert _watch(tmp_path / "orders.log").exceptions() == ()
