"""Calls, faults and crash points."""

from __future__ import annotations

from steps.parameter_types.phrases import one_of, phrase
from steps.vocabulary import business_phrases, faults
from steps.vocabulary.crash_points import (
    KILLABLE_SERVICES,
    MILESTONES,
    MOMENT_PATTERN,
    MOMENTS,
    killable_service,
    milestone_calls,
    stop_point,
)
from steps.vocabulary.matrix_faults import MATRIX_FAULTS, matrix_fault
from steps.vocabulary.wrong_answers import FOREIGN, WrongAnswer

_SERVICE = r"inventory|pricing|the (?:[a-z]+ )?(?:gateway|service|server|checkout)"

TYPES = {
    "Calls": phrase(faults.CALLS_PATTERN, faults.parse_calls, forms=faults.CALLS_FORMS),
    "Edge": phrase(r"[a-z]+ to [a-z]+", faults.parse_edge, faults.EDGES),
    "CallEffect": phrase(faults.CALL_EFFECT_PATTERN, faults.effect_on_calls, forms=faults.CALL_EFFECTS),
    "AnswerEffect": phrase(
        faults.ANSWER_EFFECT_PATTERN, faults.effect_on_answers, forms=faults.ANSWER_EFFECTS
    ),
    "ConnectionEffect": phrase(r"[a-z ]+", faults.effect_on_connections, faults.CONNECTION_EFFECTS),
    "Database": phrase(r"[a-z]+", faults.service_with_database, KILLABLE_SERVICES),
    "Callee": phrase(_SERVICE, business_phrases.edge_to, business_phrases.EDGES_BY_CALLEE),
    "BusinessService": phrase(_SERVICE, business_phrases.service_called, business_phrases.SERVICES),
    "Request": phrase(r"[a-z ]+", business_phrases.requested_calls, business_phrases.REQUESTS),
    "KillableService": phrase(r"[a-z]+", killable_service, KILLABLE_SERVICES),
    "Moment": phrase(MOMENT_PATTERN, stop_point, MOMENTS),
    "WrongAnswer": phrase("|".join(WrongAnswer), WrongAnswer, WrongAnswer),
    "MatrixFault": phrase("[a-z, ]+", matrix_fault, MATRIX_FAULTS),
    "Operation": one_of({each: each for each in FOREIGN}),
    "CommitMoment": phrase(r"before|after", str, ("before", "after")),
    "Milestone": phrase(r"[a-z ]+", milestone_calls, MILESTONES),
}
