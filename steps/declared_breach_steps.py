"""Sentences about breaches of an invariant that a scenario declares."""

from behave import given

from steps.world.world import Context


@given('"{kind}" is expected to remain at the end, because {reason}')
def breach_is_expected_to_remain(context: Context, kind: str, reason: str) -> None:
    context.world.declared_breaches[kind] = reason
