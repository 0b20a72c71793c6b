"""Groups of customers."""

from __future__ import annotations

from steps.parameter_types.phrases import phrase

_GROUPS = ("the students", "the teachers")

TYPES = {"Group": phrase("|".join(_GROUPS), lambda text: text.removeprefix("the "), alternatives=_GROUPS)}
