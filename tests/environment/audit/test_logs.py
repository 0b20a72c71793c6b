import json
from pathlib import Path

from environment.audit.logs import LogWatch

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
    (found,) = watch.troubles()
    assert (found.service, found.event, found.trace_id) == ("orders", "unhandled exception", "0af7")
    assert found.exception == TRACEBACK


def test_what_was_logged_before_the_scenario_is_not_its_own(tmp_path: Path) -> None:
    log = tmp_path / "orders.log"
    _write(log, exception=TRACEBACK)
    assert _watch(log).troubles() == ()


def test_an_exception_of_another_scenarios_request_is_not_its_own(tmp_path: Path) -> None:
    log = tmp_path / "orders.log"
    watch = _watch(log)
    _write(log, exception=TRACEBACK, baggage="tier=smoke, scenario=one%20of%20yesterday")
    assert watch.troubles("today") == ()
    assert len(watch.troubles("one of yesterday")) == 1


def test_an_exception_of_work_that_a_service_does_by_itself_counts(tmp_path: Path) -> None:
    log = tmp_path / "orders.log"
    watch = _watch(log)
    _write(log, event="a worker's act failed", exception=TRACEBACK)
    assert [line.event for line in watch.troubles("today")] == ["a worker's act failed"]


def test_the_last_words_of_a_dying_process_are_found(tmp_path: Path) -> None:
    log = tmp_path / "orders.log"
    watch = _watch(log)
    log.write_text(f"{TRACEBACK}\n")
    assert [line.exception for line in watch.troubles("today")] == [TRACEBACK]


def test_an_error_that_the_service_has_expected_is_no_trouble(tmp_path: Path) -> None:
    log = tmp_path / "orders.log"
    watch = _watch(log)
    _write(log, level="error", event="a payment needs attention")
    assert watch.troubles("today") == ()


def test_a_log_that_does_not_exist_yet_is_empty(tmp_path: Path) -> None:
    assert _watch(tmp_path / "orders.log").troubles() == ()
