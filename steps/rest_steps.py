"""Sentences about what a scenario knowingly leaves unsettled."""

from behave import given

from steps.world.world import Context


@given('"{kind}" is known to be left at the end, because {why}')
def is_known_to_be_left(context: Context, kind: str, why: str) -> None:
    context.world.declared_breaches[kind] = why
