"""Sentences about the reconciliation that payments makes by itself, once a day."""

from datetime import timedelta

from behave import given

from steps.drivers.eventually import eventually
from steps.time_steps import time_passes
from steps.vocabulary.capabilities import Capability, needs
from steps.vocabulary.fault_spec import CallPattern, FaultSpec
from steps.vocabulary.faults import FaultEffect
from steps.world.world import Context

_WITHIN = 10.0  # seconds
_A_DAY_AND_MORE = timedelta(hours=26)
_TABLE = "reconciliations"


@given("the shop has begun to reconcile each day")
@needs(Capability.CLOCK, Capability.DATABASES, arrows=("payments -> gateway",))
def has_begun_to_reconcile(context: Context) -> None:
    """From now on each day counts: the first span begins where the last one has ended."""
    time_passes(context, timedelta(hours=1))
    eventually(
        lambda: [row for row in context.world.stored.rows("payments") if row.startswith(_TABLE)],
        until=bool,
        within=_WITHIN,
        what="the first day has begun",
    )


@given("the daily reconciliation has failed, since {calls:Calls} {effect:CallEffect}")
@needs(Capability.CLOCK, Capability.FAULTS, arrows=("payments -> gateway",))
def daily_reconciliation_has_failed(context: Context, calls: CallPattern, effect: FaultEffect) -> None:
    faults = context.world.faults
    before = faults.calls(calls.edge, calls.word)
    faults.inject(FaultSpec(f"{calls.text} {effect.text}", calls, effect.kind, effect.parameters))
    time_passes(context, _A_DAY_AND_MORE)
    eventually(
        lambda: faults.calls(calls.edge, calls.word),
        until=lambda made: made > before,
        within=_WITHIN,
        what=f"{calls.text} is made by the reconciliation of the day",
    )
