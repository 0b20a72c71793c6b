"""Countries and regions."""

from __future__ import annotations

from steps.parameter_types.phrases import one_of

_COUNTRIES = {"the United States": "US", "Germany": "DE", "Japan": "JP", "Kuwait": "KW"}

TYPES = {"Country": one_of(_COUNTRIES), "Region": one_of({"Oregon": "OR"})}
"""ISO 3166-1 codes; regions are states of the United States."""
