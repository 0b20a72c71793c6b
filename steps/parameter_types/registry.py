"""Registers every parameter type with behave. behave needs them before it loads the first step file."""

from __future__ import annotations

from behave import register_type

from steps.parameter_types import (
    access,
    catalog,
    discount_codes,
    faults,
    gift_cards,
    groups,
    journeys,
    looks,
    mails,
    money,
    payments,
    people,
    places,
    quantities,
    refunds,
    replies,
    services,
    shipments,
    shipping,
    storefront,
    transfers,
    typed,
)
from steps.parameter_types.phrases import Converter

_SUBJECTS = (
    access,
    catalog,
    discount_codes,
    faults,
    gift_cards,
    groups,
    journeys,
    looks,
    mails,
    money,
    payments,
    people,
    places,
    quantities,
    refunds,
    replies,
    services,
    shipments,
    shipping,
    storefront,
    transfers,
    typed,
)
TYPES: dict[str, Converter] = {name: made for subject in _SUBJECTS for name, made in subject.TYPES.items()}
"""Every parameter type by its name in a sentence."""

register_type(**TYPES)
