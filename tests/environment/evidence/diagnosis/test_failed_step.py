"""Where no exchange shows a symptom, the failed step points to the arrow that brought it the wrong value."""

from __future__ import annotations

from environment.evidence.baseline.scenario_baseline import ScenarioBaseline
from environment.evidence.diagnosis.failed_step import FailedStep, Look
from environment.evidence.diagnosis.root_cause import StoredWrong, find_root_cause
from environment.evidence.diagnosis.unhandled_errors import UnhandledError
from environment.evidence.recording.exchange import Exchange
from environment.evidence.traffic.breach import TrafficBreach
from environment.topology import topology_through_pages, using_topology
from tests.environment.evidence.recording.sample_exchanges import T0, RecordedCheckout, exchange

from .green_checkout import ASK, ORDER, RESERVE, SUBMIT, UUID, baseline, cause_of, in_time

RUN = RecordedCheckout().exchanges()
THEN = "Then the customer has one order of $19.00"
BASIS = f"no call differs from the baseline; the step “{THEN}” failed, and"


def failed(at: float = 92, **more: object) -> FailedStep:
    return FailedStep(THEN, T0 + at / 1000, **more)  # type: ignore[arg-type]


def test_what_a_service_has_answered_to_a_message_follows_from_a_call_that_it_has_not_made() -> None:
    def told(state: str) -> Exchange:
        return exchange(
            20,
            "payments -> orders",
            f"PUT /checkouts/{UUID}/order/flag",
            at=200,
            answer_body={"state": state},
            trace="b",
        )

    restock = exchange(21, "orders -> inventory", "POST /reservations/x/restock", at=300, trace="b")
    green = baseline([*RUN, told("canceled"), restock])
    wrong = [*RUN, told("canceling")]
    assert cause_of(wrong, green, step=failed(400)).arrow == "orders -> inventory"
    assert cause_of([*wrong, restock], green, step=failed(400)).arrow == "payments -> orders"


def test_rows_that_a_step_finds_wrong_follow_from_a_call_that_is_missing() -> None:
    void = exchange(20, "orders -> payments", "POST /payments/x/return", at=200, trace="b")
    of_rows = failed(arrow="payments -> postgres", is_of_rows=True)
    assert cause_of(RUN, baseline([*RUN, void]), step=of_rows).arrow == "orders -> payments"
    assert cause_of(RUN, step=of_rows).arrow == "payments -> postgres"


def test_what_a_customer_looked_at_last_is_named_then_the_arrow_that_stored_it() -> None:
    found = cause_of(RUN, step=failed())
    assert found.headline.splitlines() == [
        f"[customer -> orders] {BASIS} asked last orders (GET /orders)",
        f"or [checkout -> orders] {BASIS} asked last orders (GET /orders); "
        "PUT /checkouts/{id}/order was the last to change it",
        f"or [inside orders] {BASIS} asked last orders (GET /orders)",
    ]


def test_where_staff_looked_the_arrow_that_stored_it_is_named() -> None:
    look = exchange(20, "staff -> inventory", "GET /availability", at=110)
    found = cause_of([*RUN, look], step=failed(105))
    assert (found.arrow, [each.arrow for each in found.also]) == (
        RESERVE,
        ["inside inventory", "staff -> inventory"],
    )


def test_what_was_refused_to_a_service_has_changed_what_it_has_as_well() -> None:
    refund = "orders -> payments"
    course = [
        exchange(20, refund, "POST /payments/x/refunds", 409, at=102),
        exchange(21, "staff -> orders", "GET /orders", at=110),
    ]
    green = baseline([*RUN, *course])
    assert cause_of([*RUN, *course], green, step=failed(105)).arrow == refund
    accepted = [exchange(20, refund, "POST /payments/x/refunds", 202, at=102), course[1]]
    green = baseline([*RUN, *accepted])
    assert cause_of([*RUN, *accepted], green, step=failed(105)).arrow == ORDER


def test_where_a_service_has_changed_what_the_customer_wrote_that_call_is_named_first() -> None:
    cart = [
        exchange(20, "customer -> cart", "POST /carts/c/lines", at=100),
        exchange(21, "checkout -> cart", "POST /carts/c/closing", at=110),
        exchange(22, "customer -> cart", "GET /carts/c", at=120),
    ]
    found = cause_of([*RUN, *cart], step=failed(115), green=baseline([*RUN, *cart]))
    assert (found.arrow, found.also[0].arrow) == ("checkout -> cart", "customer -> cart")
    again = exchange(23, "customer -> cart", "POST /carts/c/lines", at=117)
    green = baseline([*RUN, *cart, again])
    assert cause_of([*RUN, *cart, again], step=failed(118), green=green).arrow == "customer -> cart"


def test_a_look_past_the_record_points_to_the_last_call_to_that_part() -> None:
    looks = [Look(T0 + 0.120, "gateway")]
    assert cause_of(RUN, step=failed(105, looks=looks)).arrow == ASK


def test_the_files_of_a_frame_of_the_gateway_are_no_look() -> None:
    frame = exchange(20, "customer -> gateway", "GET /pages/frame.js", at=120)
    assert cause_of([*RUN, frame], step=failed()).arrow == "customer -> orders"
    assert cause_of([*RUN, frame], step=failed(115)).arrow == "customer -> orders"


def test_a_step_that_looked_at_nothing_compares_the_answer_before_it() -> None:
    found = cause_of(RUN[:-1], step=failed(200))
    assert found.headline.splitlines()[0] == (
        f"[{SUBMIT}] {BASIS} the last request before it was POST /checkouts"
    )


def test_the_arrow_that_a_step_names_counts_before_that_of_a_row() -> None:
    stored = [StoredWrong(ORDER, "order BK-1 is lost", is_certain=False)]
    found = cause_of(RUN, step=failed(arrow="orders -> notifications"), stored=stored)
    assert found.headline.splitlines() == [
        f"[orders -> notifications] the step “{THEN}” found it wrong",
        f"or [{ORDER}] order BK-1 is lost",
    ]


def test_an_injected_fault_is_not_accused() -> None:
    faulted = RecordedCheckout().change(ASK, faults=("gateway is busy",)).exchanges()
    found = cause_of(faulted, step=failed(), expected_faults={"gateway is busy"})
    assert found.arrow == "customer -> orders"


def test_without_any_request_there_is_no_suspect() -> None:
    assert find_root_cause([], step=failed()) is None


def test_a_step_that_names_its_arrow_has_seen_more_than_calls_that_followed_from_it() -> None:
    back = exchange(20, "orders -> payments", "POST /payments/x/return", at=93, took=1)
    assert cause_of([*RUN, back], step=failed()).arrow == "orders -> payments"
    assert cause_of([*RUN, back], step=failed(arrow="customer -> orders")).arrow == "customer -> orders"
    told = exchange(21, "orders -> notifications", "POST /events", at=93, request_body={"type": "order.paid"})
    other = exchange(21, told.edge, told.summary, at=93, request_body={"type": "order.canceled"})
    green = baseline([*RUN, told])
    assert cause_of([*RUN, other], green, step=failed()).arrow == told.edge
    assert (
        cause_of([*RUN, other], green, step=failed(arrow="customer -> orders")).arrow == "customer -> orders"
    )
    wrong = RecordedCheckout().change(RESERVE, status=409).exchanges()
    assert cause_of([*wrong, back], step=failed(arrow="customer -> orders")).arrow == RESERVE


def test_what_is_let_go_after_the_red_step_has_not_made_it_red() -> None:
    kept = exchange(20, ORDER, "PUT /checkouts/x/order", 201, at=95, took=1000)
    late = exchange(20, ORDER, "PUT /checkouts/x/order", 401, at=95, took=9000)
    green = baseline([*RUN, kept])
    ended = {"ended": T0 + 5.0}
    assert cause_of([*RUN, late], green, step=failed(arrow="customer -> orders", **ended)).arrow == (
        "customer -> orders"
    )
    assert cause_of([*RUN, late], green, step=failed(arrow="customer -> orders")).arrow == ORDER


def test_what_a_step_was_shown_in_vain_for_seconds_follows_from_a_call_that_never_came() -> None:
    def look(at: float, left: int) -> Exchange:
        return exchange(30, "customer -> cart", "POST /left", at=at, answer_body={"left": left}, trace="c")

    void = exchange(20, "orders -> payments", "POST /payments/x/return", at=200, trace="b")
    green = baseline([*RUN, void, look(300, 0)])
    first, last = look(300, 950), look(14_000, 950)
    at_once = cause_of([*RUN, first], green, step=failed(250))
    waited = cause_of([*RUN, first, last], green, step=failed(250))
    assert (at_once.arrow, waited.arrow) == ("customer -> cart", "orders -> payments")
    row = [StoredWrong("orders -> postgres", "it is wrong", is_certain=False)]
    stored = cause_of([*RUN, void, first, last], green, step=failed(250), stored=row)
    assert stored.arrow == "orders -> postgres"


def test_a_step_that_has_waited_names_the_call_that_a_planned_fault_waited_for() -> None:
    never = [StoredWrong("orders -> payments", "never made", is_certain=False, never_called=True)]
    look = exchange(30, "customer -> orders", "GET /orders", at=14_000, trace="c")
    missing = exchange(20, "payments -> gateway", "POST /v1/refunds", at=200, trace="b")
    green = baseline([*RUN, missing, look])
    assert cause_of([*RUN, look], green, step=failed(250), stored=never).arrow == "orders -> payments"
    assert cause_of(RUN, green, stored=never).arrow == "payments -> gateway"
    wrong = exchange(30, "customer -> cart", "POST /left", at=260, answer_body={"left": 950}, trace="c")
    green = baseline(
        [*RUN, exchange(30, wrong.edge, wrong.summary, at=260, answer_body={"left": 0}, trace="c")]
    )
    last = {"stored": never, "step": failed(250, follows_all_acts=True)}
    assert cause_of([*RUN, wrong], green, **last).arrow == "orders -> payments"
    assert cause_of([*RUN, wrong], green, stored=never, step=failed(250)).arrow == "customer -> cart"
    error = UnhandledError("orders", "ValidationError", T0 + 0.255, of_worker=True)
    assert cause_of([*RUN, wrong], green, **last, unhandled=[error]).arrow == "inside orders"


def test_what_a_service_reads_again_after_a_kill_is_not_missing_where_the_kill_never_came() -> None:
    asked = exchange(20, "orders -> payments", "POST /payments/x/return", at=200, took=50, trace="b")
    again = exchange(21, "payments -> gateway", "GET /v1/refunds", at=210, trace="b")
    look = [exchange(30 + n, "customer -> orders", "GET /orders", at=n, trace="c") for n in (300, 14_000)]
    green = baseline([*RUN, asked, again, *look])
    never = [StoredWrong("orders -> payments", "never made", is_certain=False, never_called=True)]
    assert cause_of([*RUN, asked, *look], green, step=failed(290), stored=never).arrow == "orders -> payments"
    assert cause_of([*RUN, asked, *look], green, step=failed(290)).arrow == "payments -> gateway"


def test_what_the_callee_asks_otherwise_after_it_let_somebody_in_follows_from_that() -> None:
    refunds = [
        exchange(20, "payments -> gateway", "POST /v1/refunds", at=200, request_body=made, answer_body=made)
        for made in ({"amount": 950}, {"amount": 100})
    ]
    green = baseline([*RUN, refunds[0]])
    stated = "checkout -> payments"
    own = failed(250, arrow=stated, is_of_own_requests=True)
    assert cause_of([*RUN, refunds[1]], green, step=own).arrow == stated
    error = UnhandledError("payments", "KeyError: 'status'", T0 + 0.2, "b" * 32)
    assert cause_of([*RUN, refunds[0]], green, step=own, unhandled=[error]).arrow == stated
    assert cause_of([*RUN, refunds[0]], green, unhandled=[error]).arrow == "inside payments"
    assert cause_of([*RUN, refunds[1]], green, step=failed(250, arrow=stated)).arrow == "payments -> gateway"


def test_through_pages_a_refusal_that_is_usual_is_not_accused() -> None:
    refused = RecordedCheckout().change(ASK, status=402).exchanges()
    found = find_root_cause(refused, without_pages=baseline(refused), step=failed())
    assert found
    assert found.arrow == "customer -> orders"
    unknown = find_root_cause(refused, step=failed())
    assert unknown
    assert unknown.arrow == ASK


def test_through_pages_a_front_is_refused_what_customers_are_refused() -> None:
    refusal = exchange(20, "storefront -> checkout", "POST /checkouts", 402, at=100)
    asked = exchange(20, "customer -> checkout", "POST /checkouts", 402, at=100)
    with using_topology(topology_through_pages()):
        found = find_root_cause([*RUN, refusal], without_pages=baseline([*RUN, asked]), step=failed())
        unknown = find_root_cause([*RUN, refusal], without_pages=baseline(RUN), step=failed())
    assert found
    assert found.arrow == "customer -> orders"
    assert unknown
    assert unknown.arrow == "storefront -> checkout"


def test_through_pages_a_status_that_no_run_without_them_had_is_named() -> None:
    accepted = RecordedCheckout().change(ASK, status=200).exchanges()
    usual = baseline(RecordedCheckout().change(ASK, status=402).exchanges())
    found = find_root_cause(accepted, without_pages=usual, step=failed())
    assert found
    assert (found.arrow, found.reason) == (
        ASK,
        "POST /v1/payment_intents answered 200, in the baseline 402",
    )


def test_a_step_that_compares_what_two_requests_have_stored_is_believed() -> None:
    green, wrong = _with_another_answer()
    assert cause_of(wrong, green, step=failed(arrow="orders -> postgres")).arrow == "orders -> postgres"
    assert cause_of(wrong, green, step=failed(arrow="customer -> orders")).arrow == RESERVE


def test_what_a_service_did_alone_comes_from_no_call_that_differs() -> None:
    green, wrong = _with_another_answer()
    logged = TrafficBreach("inside payments", "a log line holds the mail address of the customer")
    assert cause_of(wrong, green, breaches=[logged]).arrow == "inside payments"
    assert cause_of(wrong, green, breaches=[logged], step=failed()).arrow == RESERVE


def test_what_a_service_does_in_its_database_may_follow_from_a_wrong_call() -> None:
    green, wrong = _with_another_answer()
    costs = TrafficBreach("cart -> postgres", "cart ran 25 SQL statements, in the baseline 21")
    assert cause_of(wrong, green, breaches=[costs]).arrow == RESERVE
    assert cause_of(RUN, breaches=[costs]).arrow == "cart -> postgres"


def _with_another_answer() -> tuple[ScenarioBaseline, list[Exchange]]:
    green, wrong = (RecordedCheckout().change(RESERVE, answer_body={"amount": each}) for each in (1900, 19))
    return baseline(green.exchanges()), wrong.exchanges()


def test_what_was_accepted_and_had_to_be_refused_precedes_what_is_done_for_it() -> None:
    refused = exchange(20, SUBMIT, "POST /checkouts", 409, at=110, took=5)
    green = baseline([*in_time([*RUN, refused])])
    redeemed = exchange(30, "checkout -> payments", "PUT /redemptions/x", 201, at=30, took=2)
    wrong = in_time([*RUN, redeemed])
    assert cause_of(wrong, green, step=failed()).arrow == "checkout -> payments"
    found = cause_of(wrong, green, step=failed(was_not_refused=True))
    assert (found.arrow, found.reason) == (SUBMIT, "POST /checkouts answered 201, and had to be refused")


def test_what_no_green_run_has_refused_was_not_accepted_wrongly() -> None:
    green = baseline([*in_time([*RUN, exchange(30, RESERVE, "POST /reservations/x/release", 200, at=30)])])
    assert cause_of(RUN, green, step=failed(was_not_refused=True)).arrow == RESERVE
