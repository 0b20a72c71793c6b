"""Journeys, the states in which they end, and the results that the matrix expects."""

from __future__ import annotations

from steps.parameter_types.phrases import phrase
from steps.tasks import journeys
from steps.tasks import matrix_outcomes as outcomes
from steps.tasks.end_states import ENDS, end

TYPES = {
    "Journey": phrase(r"an? [A-Za-z0-9 -]+?", journeys.journey, journeys.JOURNEYS),
    "EndState": phrase(rf"(?:{'|'.join(ENDS)})[a-z ]*", end, ENDS),
    "Expected": phrase(r'[^"]+', outcomes.Expected.parse, forms=outcomes.FORMS),
}
