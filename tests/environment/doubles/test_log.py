"""What the doubles log."""

from __future__ import annotations

import json
import logging

from environment.doubles.log import JsonLogFormatter


def _line(**extra: object) -> dict[str, object]:
    record = logging.makeLogRecord({"msg": "took %s", "args": ("mail",), "levelname": "INFO"} | extra)
    found: dict[str, object] = json.loads(JsonLogFormatter("mail").format(record))
    return found


def test_a_record_becomes_one_line_of_json() -> None:
    line = _line(size=7)
    assert (line["service"], line["level"], line["event"], line["size"]) == ("mail", "info", "took mail", 7)
    assert str(line["time"]).endswith("+00:00")


def test_an_exception_is_logged_with_its_traceback() -> None:
    error = ValueError("broken")
    assert "ValueError: broken" in str(_line(exc_info=(ValueError, error, None))["exception"])
