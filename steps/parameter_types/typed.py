"""How a person types a number or a code."""

from __future__ import annotations

from steps.parameter_types.phrases import one_of
from steps.vocabulary.typed import TYPED

TYPES = {"Typed": one_of(TYPED)}
