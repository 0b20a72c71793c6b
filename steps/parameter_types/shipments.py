"""Parcels."""

from __future__ import annotations

from steps.parameter_types.phrases import phrase


def _parcels(text: str) -> int:
    return 1 if text == "one parcel" else int(text.split(maxsplit=1)[0])


TYPES = {"Parcels": phrase(r"one parcel|\d+ parcels", _parcels, forms=["one parcel", "2 parcels"])}
"""`one parcel`, `2 parcels`."""
