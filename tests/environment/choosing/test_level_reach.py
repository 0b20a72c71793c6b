"""A level leaves out the scenarios that it cannot tell the truth about, each with the reason."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from environment.choosing.level_reach import LevelReach
from environment.evidence.baseline.committed import CommittedBaseline
from environment.evidence.baseline.scenario_id import ScenarioId
from environment.topology.integration import integration_orders
from steps.vocabulary.capabilities import Capability, needs
from steps.vocabulary.fault_spec import CallPattern
from steps.vocabulary.faults import FaultEffect, effect_on_answers, effect_on_calls

FEATURE, NAME, STEP = "features/small.feature", "A scenario", "the customer checks out"
TOP_DOWN_1 = integration_orders().level("top-down", 1)
BOTTOM_UP_1 = integration_orders().level("bottom-up", 1)
TOP_DOWN_3 = integration_orders().level("top-down", 3)


@needs(Capability.SERVICE_TOKENS)
def asks_a_service(context: Any) -> None:
    """A step that speaks as a service."""


@needs(arrows=("customer -> checkout",))
def looks_at_a_submission(context: Any) -> None:
    """A step that looks at one arrow."""


def acts(context: Any) -> None:
    """A step that needs nothing."""


def reason(
    folder: Path,
    calls: tuple[str, ...] | None,
    words: Mapping[str, object] | None = None,
    *,
    level: Any = TOP_DOWN_1,
    step: Any = acts,
    tags: tuple[str, ...] = (),
) -> str | None:
    """Why the level leaves out a scenario that has made these calls, with these words in its one step."""
    sentence = SimpleNamespace(keyword="When", name=STEP, table=None, text=None)
    scenario = SimpleNamespace(filename=FEATURE, name=NAME, all_steps=[sentence], effective_tags=tags)
    if calls is not None:
        digest = ScenarioId.of_scenario(scenario).digest
        lines = "".join(f"  {call}\n" for call in calls)
        (folder / "small.txt").write_text(f"{NAME} [{digest}]\n{lines}", "utf-8")
    arguments = [SimpleNamespace(name=name, value=value) for name, value in (words or {}).items()]
    registry = SimpleNamespace(find_match=lambda _: SimpleNamespace(func=step, arguments=arguments))
    return LevelReach(level, CommittedBaseline(folder)).why_not(scenario, registry)


PURCHASE = (
    "customer -> checkout: POST /checkouts | 1x 201",
    "checkout -> inventory: PUT /reservations/{id} | 1x 201",
    "checkout -> payments: PUT /payments/{id} | 1x 201",
    "payments -> gateway: POST /v1/payment_intents | 1x 200",
    "gateway -> payments: POST /webhooks/stripe | 5x 200",
    "orders -> notifications: POST /events | 1x 202",
    "notifications -> mail: END OF DATA | 1x 250",
)


@pytest.mark.parametrize("level", [TOP_DOWN_1, TOP_DOWN_3])
def test_an_ordinary_purchase_is_told_at_every_level(tmp_path: Path, level: Any) -> None:
    assert reason(tmp_path, PURCHASE, level=level) is None


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (
            "staff -> payments: POST /reconciliations | 1x 200",
            "payments is not real, and in its place there is no POST /reconciliations",
        ),
        (
            "staff -> notifications: GET /mails | 1x 200",
            "notifications is not real, and in its place there is no GET /mails",
        ),
        (
            "orders -> inventory: POST /reservations/{id}/restock | 1x 200",
            "the stub of orders does not send POST /reservations/{id}/restock to inventory",
        ),
        (
            "payments -> gateway: POST /v1/payment_intents | 1x 200, 1x 500",
            "the stub of payments does not send POST /v1/payment_intents to gateway",
        ),
        (
            'payments -> gateway: POST /v1/payment_intents | 1x "no answer"',
            "the stub of payments does not send POST /v1/payment_intents to gateway",
        ),
    ],
)
def test_a_call_that_no_stub_answers_or_makes_is_the_reason(tmp_path: Path, call: str, said: str) -> None:
    if '"' in call:
        call = call.replace('"', "")
    assert reason(tmp_path, (*PURCHASE, call)) == said


def test_a_fault_on_an_arrow_that_begins_at_a_stub_never_acts(tmp_path: Path) -> None:
    words = {"calls": CallPattern("payments -> gateway")}
    said = f'not all services are real, and nothing crosses payments -> gateway ("When {STEP}")'
    assert reason(tmp_path, PURCHASE, words) == said
    assert reason(tmp_path, PURCHASE, {"calls": CallPattern("checkout -> payments")}) is None


@pytest.mark.parametrize(
    ("arrow", "said"),
    [
        ("customer -> checkout", "not all services are real, and nothing crosses customer -> checkout"),
        ("checkout -> postgres", "not all services are real, and nothing crosses checkout -> postgres"),
        (
            "orders -> notifications",
            "orders is not real, and what it does after a fault on orders -> notifications is its own",
        ),
        ("checkout -> inventory", None),
        ("payments -> gateway", None),
    ],
)
def test_of_a_fault_where_a_driver_asks_the_baseline_tells(
    tmp_path: Path, arrow: str, said: str | None
) -> None:
    words, calls = {"calls": CallPattern(arrow)}, ("staff -> inventory: PUT /titles/{sku} | 1x 200",)
    expected = said and f'{said} ("When {STEP}")'
    assert reason(tmp_path, calls, words, level=BOTTOM_UP_1) == expected
    words = {"calls": CallPattern("checkout -> inventory")}
    asked = reason(tmp_path / "unknown", None, words, level=BOTTOM_UP_1)
    assert asked is not None, "without a baseline it is not known what becomes of the fault"


def test_a_journey_runs_where_something_asks_and_answers_on_all_its_arrows(tmp_path: Path) -> None:
    bought = SimpleNamespace(crosses=frozenset({"customer -> cart", "cart -> inventory"}))
    said = f'not all services are real, and nothing crosses customer -> cart ("When {STEP}")'
    assert reason(tmp_path, None, {"journey": bought}, level=BOTTOM_UP_1) == said
    refund = SimpleNamespace(crosses=frozenset({"payments -> orders"}))
    asked = reason(tmp_path, None, {"journey": refund}, level=BOTTOM_UP_1)
    assert asked == (
        f'a stub stands at the end of payments -> orders, and what it is asked is not known ("When {STEP}")'
    )
    calls = ("payments -> orders: GET /checkouts/{id}/order | 1x 200",)
    assert reason(tmp_path, calls, {"journey": refund}, level=BOTTOM_UP_1) is None


def test_a_step_that_needs_an_arrow_is_left_out_where_nothing_crosses_it(tmp_path: Path) -> None:
    said = "nothing crosses customer -> checkout, since not all services are real"
    assert reason(tmp_path, None, level=BOTTOM_UP_1, step=looks_at_a_submission) == said
    assert reason(tmp_path, None, step=looks_at_a_submission) is None


def test_a_stub_has_neither_instances_nor_a_database(tmp_path: Path) -> None:
    said = f'orders is not real, and has neither instances nor a database ("When {STEP}")'
    assert reason(tmp_path, PURCHASE, {"service": "orders"}) == said
    assert reason(tmp_path, PURCHASE, {"service": "checkout"}) is None
    assert reason(tmp_path, PURCHASE, {"name": "orders"}) is None, "it may be down"


def test_a_new_scenario_runs_unless_it_speaks_as_a_service(tmp_path: Path) -> None:
    assert reason(tmp_path, None) is None
    said = "what it asks each service directly is not known, and not all services are real"
    assert reason(tmp_path, None, step=asks_a_service) == said


def test_a_table_of_moves_runs_where_the_services_of_its_objects_are_real(tmp_path: Path) -> None:
    level = integration_orders().level("bottom-up", 1)
    for kind in ("title", "reservation", "quote", "discount code"):
        assert reason(tmp_path, None, {"kind": kind}, level=level, step=asks_a_service) is None
    said = "orders is not real, and takes part in the moves of a {}"
    for kind in ("order", "mail", "payment"):
        assert reason(tmp_path, None, {"kind": kind}, level=level, step=asks_a_service) == said.format(kind)


def test_the_checks_of_a_stub_run_where_it_is_one(tmp_path: Path) -> None:
    assert reason(tmp_path, None, step=asks_a_service, tags=("stub_orders",)) is None
    assert reason(tmp_path, None, step=asks_a_service, tags=("stub_cart",)) is not None


def test_a_scenario_about_a_planned_service_runs_where_that_is_not_real(tmp_path: Path) -> None:
    said = "payments is planned for it: it runs where payments is a stub"
    complete = integration_orders().level("big-bang")
    for level in (TOP_DOWN_3, complete):
        assert reason(tmp_path, PURCHASE, tags=("planned_payments",), level=level) == said
    assert reason(tmp_path, PURCHASE, tags=("planned_payments",)) is None


def test_where_everything_is_real_nothing_is_left_out(tmp_path: Path) -> None:
    complete = integration_orders().level("big-bang")
    assert reason(tmp_path, None, step=asks_a_service, level=complete) is None


@pytest.mark.parametrize(
    ("effect", "skipped"),
    [
        (effect_on_answers("is kept back"), True),
        (effect_on_calls("is kept back"), True),
        (effect_on_answers("is late"), False),
        (effect_on_calls("waits at a barrier until 2 have come"), False),
    ],
)
def test_a_driver_does_not_wait_for_a_later_sentence(
    tmp_path: Path, effect: FaultEffect, *, skipped: bool
) -> None:
    words = {"calls": CallPattern("checkout -> payments"), "effect": effect}
    calls = ("checkout -> payments: PUT /payments/{id} | 1x 201",)
    found = reason(tmp_path, calls, words, level=BOTTOM_UP_1)
    assert (found is not None) == skipped
    assert not skipped or "cannot wait" in str(found)
