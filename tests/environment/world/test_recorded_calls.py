"""A crash table lists what the shop brings about, and no act of the scenario itself."""

from __future__ import annotations

from environment.world.recorded_calls import recorded
from tests.environment.evidence.recording.sample_exchanges import exchange


def test_a_webhook_of_the_scenario_is_its_act_and_one_of_the_gateway_is_not() -> None:
    sent = exchange(1, "gateway -> payments", "POST /webhooks/stripe")
    own = exchange(2, "gateway -> payments", "POST /webhooks/stripe", correlation=None)
    assert [call.operation for call in recorded([sent, own])] == [("webhook", "gateway -> payments")]
    assert recorded([sent]) == []


def test_a_statement_that_a_fault_has_touched_is_no_call() -> None:
    assert recorded([exchange(1, "checkout -> postgres", "COMMIT", protocol="postgres")]) == []
