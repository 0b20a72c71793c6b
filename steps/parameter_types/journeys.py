"""Journeys, the states in which they end, and the results that the matrix expects."""

from __future__ import annotations

from steps.parameter_types.phrases import phrase
from steps.tasks import journeys
from steps.tasks import matrix_outcomes as outcomes
from steps.tasks.end_states import end

TYPES = {
    "Journey": phrase(r"an? [A-Za-z0-9 -]+?", journeys.journey),
    "EndState": phrase(r"(?:the (?:order|payment|refund|webhook)|nothing) [a-z ]+", end),
    "Expected": phrase(r'[^"]+', outcomes.Expected.parse),
}
