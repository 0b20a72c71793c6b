"""Registers every parameter type with behave. behave needs them before it loads the first step file."""

from __future__ import annotations

from behave import register_type

from steps.parameter_types import (
    access,
    catalog,
    discount_codes,
    faults,
    journeys,
    mails,
    money,
    payments,
    people,
    places,
    quantities,
    replies,
    services,
)

_SUBJECTS = (
    access,
    catalog,
    discount_codes,
    faults,
    journeys,
    mails,
    money,
    payments,
    people,
    places,
    quantities,
    replies,
    services,
)
for _subject in _SUBJECTS:
    register_type(**_subject.TYPES)
