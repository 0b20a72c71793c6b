"""Hooks that fail where a tag (@breaks.<hook>) or the variable DEMO_BREAKS names them."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Any

from environment.evidence.recording.exchange import Exchange, RecordedMessage
from environment.reporting import attachments
from environment.session.audit_status import record_findings

_DIAGRAM = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="560" height="120"'
    ' font-family="sans-serif" font-size="13">'
    '<text x="40" y="20">checkout</text><text x="420" y="20">payments</text>'
    '<path d="M70 30V110M450 30V110" stroke="#888"/><path d="M70 60H440" stroke="#222"/>'
    '<text x="180" y="54">PUT /payments/7f3a</text><path d="M450 90H80" stroke="#c00"/>'
    '<text x="200" y="84" fill="#c00">402 payment-declined</text></svg>'
)


def _break_if_told(hook: str, statement: Any) -> None:
    if f"breaks.{hook}" in statement.tags:
        raise ValueError(f"{hook} stumbled")


def before_all(context: Any) -> None:
    attachments.describe_environment({"PostgreSQL": "18.6"})
    if os.environ.get("DEMO_BREAKS") == "before_all":
        raise RuntimeError("PostgreSQL did not start")
    if os.environ.get("DEMO_BREAKS") == "killed_at_start":
        os.kill(os.getpid(), signal.SIGKILL)
    if os.environ.get("DEMO_BREAKS") == "run_cleanup":
        context.add_cleanup(_stumble)
    context.summary.add("Logs", "somewhere")


def after_all(context: Any) -> None:
    marker = os.environ.get("DEMO_TORN_DOWN")
    if marker:
        Path(marker).write_text("after_all", encoding="utf-8")
    if os.environ.get("DEMO_BREAKS") == "after_all":
        raise RuntimeError("a process stayed behind")
    if os.environ.get("DEMO_BREAKS") == "killed":
        os.kill(os.getpid(), signal.SIGKILL)


def before_feature(context: Any, feature: Any) -> None:
    _break_if_told("before_feature", feature)
    if "breaks.feature_cleanup" in feature.tags:
        context.add_cleanup(_stumble)


def after_feature(context: Any, feature: Any) -> None:
    _break_if_told("after_feature", feature)


def before_rule(context: Any, rule: Any) -> None:
    _break_if_told("before_rule", rule)


def after_rule(context: Any, rule: Any) -> None:
    _break_if_told("after_rule", rule)


def before_tag(context: Any, tag: str) -> None:
    if tag == "breaks.before_tag":
        raise ValueError("before_tag stumbled")


def before_scenario(context: Any, scenario: Any) -> None:
    if scenario.name == "Loses" and _loses_its_stack(context.worker or "alone"):
        context._set_root_attribute("lost", True)
        raise ConnectionError("there is no database")
    _break_if_told("before_scenario", scenario)
    if "needs.database" in scenario.tags:
        scenario.skip("the attached stack gives no database access")
    if "breaks.cleanup" in scenario.tags:
        context.add_cleanup(_stumble)


def after_scenario(context: Any, scenario: Any) -> None:
    _break_if_told("after_scenario", scenario)
    if "shown" in scenario.tags:
        _show_everything()
    if "breach" in scenario.tags:
        record_findings(scenario, ["the customer was charged $19.00 and has no order"])


def before_step(context: Any, step: Any) -> None:
    if step.name == "a step whose hook stumbles":
        raise ValueError("before_step stumbled")


def _loses_its_stack(worker: str) -> bool:
    """DEMO_LOSES_STACK names workers, or says `the first` that begins the scenario, or `all` that do."""
    losing = os.environ.get("DEMO_LOSES_STACK", "-")
    if losing == "all":
        return True
    if losing != "the first":
        return worker in losing.split()
    try:
        Path("a-worker-has-begun").touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def stack_failure(context: Any) -> str | None:
    """With DEMO_LOSES_STACK, a worker loses its stack when the scenario "Loses" has begun."""
    return "PostgreSQL ended unexpectedly: killed by SIGKILL" if getattr(context, "lost", False) else None


def _show_everything() -> None:
    attachments.show_svg(_DIAGRAM, "checkout asks payments, which declines")
    attachments.attach_csv("ledger", ["payment", "captured"], [["7f3a", 1900]])
    attachments.attach_text(
        "checkout log", "12:00:00 INFO checkout submitted\n12:00:01 WARN payment declined\n"
    )
    request = RecordedMessage(
        "PUT /payments/7f3a?dry=no HTTP/1.1",
        (("content-type", "application/json"), ("authorization", "***")),
        '{"amount":{"amount":1900,"currency":"USD"},"method":"card"}',
        size=160,
    )
    answer = RecordedMessage(
        "HTTP/1.1 402 Payment Required",
        (("content-type", "application/problem+json"),),
        '{"type":"https://bookstore.example/problems/payment-declined","title":"Declined"}',
        size=180,
    )
    exchange = Exchange(
        number=1,
        edge="checkout -> payments",
        protocol="http",
        connection=1,
        started=1710000186.4,
        ended=1710000186.487,
        correlation=None,
        summary="PUT /payments/7f3a?dry=no",
        faults=(),
        outcome="402",
        deliveries=1,
        request=request,
        answered=answer,
        answer=answer,
    )
    attachments.attach_http("checkout -> payments: PUT /payments/7f3a 402", exchange)


def _stumble() -> None:
    raise OSError("the folder is still in use")
