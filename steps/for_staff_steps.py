"""Sentences about what the staff is told of an order that needs a person."""

import re

from behave import then

from steps.drivers.eventually import eventually
from steps.tasks.order_events import told_to_staff
from steps.vocabulary.in_words import in_words
from steps.world.world import Context

_SETTLES_WITHIN = 15.0  # seconds
_WHAT_AND_TO_DO = re.compile(r"[A-Z][^.:]+: [^.:]+\.")
"""One sentence: what has happened, and after the colon what to do."""


@then("the staff is told that {about:ForStaff}, and what to do")
def staff_is_told(context: Context, about: str) -> None:
    told = eventually(
        lambda: told_to_staff(context.world),
        until=lambda seen: about in seen,
        within=_SETTLES_WITHIN,
        what=f"what the staff is told of the order has {in_words(about)}",
    )
    assert _WHAT_AND_TO_DO.fullmatch(told[about]), (
        f"one sentence was expected that says what has happened and what to do, but the staff is told "
        f'"{in_words(told[about])}"'
    )
