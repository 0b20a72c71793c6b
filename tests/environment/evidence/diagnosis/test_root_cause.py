"""The root cause of a red scenario is the arrow that went wrong first."""

from __future__ import annotations

from dataclasses import replace

import pytest

from environment.evidence.baseline.call_profile import profile_of
from environment.evidence.baseline.scenario_baseline import ScenarioBaseline, ScenarioRun, merged
from environment.evidence.contract.check import ContractBreach
from environment.evidence.diagnosis.root_cause import RootCause, StoredWrong, find_root_cause
from environment.evidence.diagnosis.unhandled_errors import UnhandledError
from environment.evidence.recording.exchange import Exchange
from tests.environment.evidence.recording.sample_exchanges import T0, RecordedCheckout, exchange


def baseline(*runs: list[Exchange]) -> ScenarioBaseline:
    return merged([ScenarioRun(profile_of(run)) for run in runs])


GREEN = baseline(RecordedCheckout().exchanges())
RESERVE, QUOTE, PAY = "checkout -> inventory", "checkout -> pricing", "checkout -> payments"
ASK, ORDER, SUBMIT = "payments -> gateway", "checkout -> orders", "customer -> checkout"


def root_cause(checkout: RecordedCheckout) -> RootCause:
    found = find_root_cause(checkout.exchanges(), baseline=GREEN)
    assert found
    return found


def breach(arrow: str, number: int, where: str = "response") -> ContractBreach:
    sentence = f"{arrow}: PUT /x: the answer's field sku should be a string, but is 7"
    return ContractBreach(
        arrow, "PUT /x", "request" if where == "request" else "response", "sku", sentence, number
    )


def test_a_run_like_the_green_one_has_no_root_cause() -> None:
    assert find_root_cause(RecordedCheckout().exchanges(), baseline=GREEN) is None


def test_a_status_that_no_green_run_had_names_its_arrow() -> None:
    body = {"type": "https://bookstore.example/problems/out-of-stock"}
    found = root_cause(
        RecordedCheckout().change(RESERVE, status=409, answer_body=body).change(SUBMIT, status=409)
    )

    assert found.headline == (
        "[checkout -> inventory] PUT /reservations/{id} answered 409 out-of-stock, in the baseline 201"
    )
    assert found.exchange
    assert found.exchange.edge == RESERVE


def test_the_failure_deepest_inside_comes_before_those_that_it_causes() -> None:
    failing = RecordedCheckout().change(SUBMIT, status=503).change(PAY, status=503).change(ASK, status=500)
    assert root_cause(failing).arrow == ASK


def test_a_failure_without_any_green_run_names_its_arrow() -> None:
    found = find_root_cause(
        RecordedCheckout().change(SUBMIT, status=500).change(ORDER, status=500).exchanges()
    )
    assert found
    assert found.headline == "[checkout -> orders] PUT /checkouts/{id}/order answered 500"


def test_a_value_that_no_green_run_had_names_its_arrow() -> None:
    found = root_cause(
        RecordedCheckout().change(QUOTE, answer_body={"amount": 2100}).change(SUBMIT, status=409)
    )
    assert found.headline == (
        "[checkout -> pricing] PUT /quotes/{id}: the answer's amount is 2100, in the baseline 1900"
    )


def test_a_missing_call_names_its_arrow() -> None:
    found = root_cause(RecordedCheckout().without(ORDER))
    assert found.headline == (
        "[checkout -> orders] PUT /checkouts/{id}/order was not called, in the baseline it was"
    )
    assert found.exchange is None


def test_calls_missing_after_a_refusal_are_not_the_root_cause() -> None:
    refused = RecordedCheckout().change(PAY, status=402).without(ORDER)
    assert root_cause(refused).arrow == PAY


def test_a_bad_answer_precedes_the_calls_that_it_prevents() -> None:
    asked = exchange(20, "checkout -> cart", "GET /carts/x", at=12, took=2)
    green = baseline(sorted([*RecordedCheckout().exchanges(), asked], key=lambda each: each.started))
    prevented = RecordedCheckout().without(RESERVE).without(QUOTE).without(PAY).without(ASK).without(ORDER)
    failing = [*prevented.exchanges(), asked]
    found = find_root_cause(failing, breaches=[breach("checkout -> cart", 20)], baseline=green)
    assert found
    assert found.arrow == "checkout -> cart"


def test_a_call_made_twice_names_its_arrow() -> None:
    again = exchange(20, ASK, "POST /v1/payment_intents", at=52, answer_body={"amount": 1900})
    found = find_root_cause([*RecordedCheckout().exchanges(), again], baseline=GREEN)

    assert found
    assert found.headline == (
        "[payments -> gateway] POST /v1/payment_intents was called twice, in the baseline once"
    )
    assert found.exchange == again


def test_a_surplus_call_names_its_arrow() -> None:
    new = exchange(20, RESERVE, "POST /reservations/x/release", at=70)
    found = find_root_cause([*RecordedCheckout().exchanges(), new], baseline=GREEN)
    assert found
    assert found.reason == "POST /reservations/x/release was called, in the baseline it was not"


def test_requests_of_people_and_the_number_of_polls_are_not_compared() -> None:
    asking = [exchange(20 + n, "customer -> orders", "GET /orders", at=100 + n) for n in range(5)]
    polling = [exchange(30 + n, PAY, "GET /payments/x", at=50 + n) for n in range(5)]
    assert find_root_cause([*RecordedCheckout().exchanges(), *asking, *polling], baseline=GREEN) is None


def test_a_run_like_one_of_several_profiles_has_no_root_cause() -> None:
    other = RecordedCheckout().change(QUOTE, answer_body={"amount": 2100}).exchanges()
    green = baseline(RecordedCheckout().exchanges(), other)
    assert find_root_cause(RecordedCheckout().exchanges(), baseline=green) is None


def test_a_status_that_came_twice_in_place_of_another_one_names_its_arrow() -> None:
    won = exchange(20, "customer -> checkout", "POST /checkouts", 201, at=200)
    lost = exchange(21, "customer -> checkout", "POST /checkouts", 409, at=210)
    again = replace(lost, answer=won.answer, answered=won.answered)
    found = find_root_cause([won, again], baseline=baseline([won, lost]))

    assert found
    assert found.headline == (
        "[customer -> checkout] POST /checkouts answered 201 twice, in the baseline 1x 201, 1x 409"
    )
    assert found.exchange == again
    assert find_root_cause([won, lost], baseline=baseline([won, lost])) is None


def test_a_field_that_an_inner_request_has_lost_names_its_arrow() -> None:
    body = {"sku": "9784117738711", "quantity": 2}
    green = baseline(RecordedCheckout().change(RESERVE, request_body=body).exchanges())
    for field, usual in (("sku", "any text"), ("quantity", "2")):
        left = {name: value for name, value in body.items() if name != field}
        found = find_root_cause(
            RecordedCheckout().change(RESERVE, request_body=left).exchanges(), baseline=green
        )
        assert found
        assert found.headline == (
            f"[checkout -> inventory] PUT /reservations/{{id}}: the request's {field} is missing, "
            f"in the baseline it is {usual}"
        )


def test_a_breach_of_contract_names_its_arrow_and_its_field() -> None:
    late = replace(breach(PAY, 5), sentence="later")
    found = find_root_cause(
        RecordedCheckout().change(SUBMIT, status=500).exchanges(),
        breaches=[late, breach(RESERVE, 3)],
        baseline=GREEN,
    )
    assert found
    assert found.headline == (
        "[checkout -> inventory] PUT /x: the answer's field sku should be a string, but is 7"
    )


def test_a_bad_request_is_earlier_than_the_answer_it_gets() -> None:
    failing = RecordedCheckout().change(ASK, status=400).change(PAY, status=500).exchanges()
    found = find_root_cause(failing, breaches=[breach(PAY, 5, "request")], baseline=GREEN)
    assert found
    assert found.arrow == PAY


def test_an_unhandled_error_counts_before_the_status_that_it_causes() -> None:
    error = UnhandledError("orders", "KeyError: 'sku'", T0 + 0.065, "a" * 32)
    failing = RecordedCheckout().change(ORDER, status=500).change(SUBMIT, status=503).exchanges()
    found = find_root_cause(failing, unhandled=[error], baseline=GREEN)

    assert found
    assert found.headline == (
        "[checkout -> orders] orders failed with an error it does not handle: KeyError: 'sku'"
    )


def test_an_error_outside_of_any_call_names_the_service() -> None:
    error = UnhandledError("notifications", "ValueError: bad", T0 + 0.2)
    found = find_root_cause(RecordedCheckout().exchanges(), unhandled=[error], baseline=GREEN)
    assert found
    assert (found.arrow, found.exchange) == ("inside notifications", None)


def test_of_calls_that_were_never_answered_the_innermost_is_named() -> None:
    waiting = {"took": None, "status": None, "outcome": "under way"}
    hanging = RecordedCheckout().change(SUBMIT, **waiting).change(PAY, **waiting).change(ASK, **waiting)
    assert root_cause(hanging.without(ORDER)).headline == (
        "[payments -> gateway] POST /v1/payment_intents was never answered"
    )


def test_a_caller_that_gives_up_is_named_with_the_recorded_outcome() -> None:
    gone = RecordedCheckout().change(ORDER, status=None, outcome="the caller gave up")
    assert root_cause(gone).reason == "PUT /checkouts/{id}/order got no answer: the caller gave up"


def test_an_expected_fault_is_not_the_root_cause_of_its_effect() -> None:
    lost = RecordedCheckout().change(ORDER, status=None, faults=("lost",), outcome="answer 201 lost")
    after = [*lost.exchanges(), exchange(20, ORDER, "PUT /checkouts/x/order", status=500, at=75)]
    found = find_root_cause(after, expected_faults=["lost"])
    assert found
    assert found.exchange == after[-1]


def test_a_call_without_an_answer_above_a_fault_is_not_the_root_cause() -> None:
    killed = RecordedCheckout().change(
        SUBMIT, status=None, outcome="the callee hung up without a whole answer"
    )
    faulted = killed.change(PAY, faults=("checkout is killed",)).without(ORDER)
    later = exchange(20, ORDER, "PUT /checkouts/x/order", status=500, at=100)
    found = find_root_cause([*faulted.exchanges(), later])
    assert found
    assert found.exchange == later


def test_an_unexpected_fault_is_the_root_cause() -> None:
    faulted = RecordedCheckout().change(QUOTE, status=503, faults=("left over",))
    found = find_root_cause(faulted.exchanges(), expected_faults=[])
    assert found
    assert found.headline == (
        "[checkout -> pricing] PUT /quotes/{id} met a fault that the scenario did not inject: left over"
    )


def test_a_failure_above_a_fault_is_no_symptom_without_a_green_run() -> None:
    faulted = RecordedCheckout().change(QUOTE, status=503, faults=("busy",)).change(SUBMIT, status=503)
    assert find_root_cause(faulted.exchanges()) is None


@pytest.mark.parametrize("exchanges", [[], RecordedCheckout().exchanges()])
def test_without_a_symptom_there_is_no_root_cause(exchanges: list[Exchange]) -> None:
    assert find_root_cause(exchanges) is None


def test_a_wrong_stored_value_names_its_arrow_where_no_exchange_does() -> None:
    stored = [StoredWrong(ORDER, "order BK-1 states $4.00 as its shipping, expected $0.00")]
    exchanges = RecordedCheckout().exchanges()
    found = find_root_cause(exchanges, baseline=GREEN, stored=stored)
    assert found
    assert found.headline == f"[{ORDER}] {stored[0].sentence}"
    failing = RecordedCheckout().change(PAY, status=503).exchanges()
    earlier = find_root_cause(failing, baseline=GREEN, stored=stored)
    assert earlier
    assert earlier.arrow == PAY


def test_without_a_green_run_try_again_to_a_person_counts_after_what_says_why() -> None:
    failing = RecordedCheckout().change(SUBMIT, status=503).exchanges()
    stored = [StoredWrong(ASK, "the bank was asked for $19.01, but the binding quote is $19.00")]
    found = find_root_cause(failing, stored=stored)
    assert found
    assert found.arrow == ASK
    alone = find_root_cause(failing)
    assert alone
    assert alone.headline == "[customer -> checkout] POST /checkouts answered 503"
