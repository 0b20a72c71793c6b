"""Journeys, the states in which they end, and the results that the matrix expects."""

from __future__ import annotations

from steps.parameter_types.phrases import phrase
from steps.tasks.journeys import by_name
from steps.tasks.journeys import matrix_outcomes as outcomes
from steps.tasks.journeys.end_states import ENDS, end

TYPES = {
    "Journey": phrase(r"an? [A-Za-z0-9 -]+?", by_name.journey, by_name.JOURNEYS),
    "EndState": phrase(rf"(?:{'|'.join(ENDS)})[a-z ]*", end, ENDS),
    "Expected": phrase(r'[^"]+', outcomes.Expected.parse, forms=outcomes.FORMS),
}
