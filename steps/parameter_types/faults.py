"""Calls, faults and crash points."""

from __future__ import annotations

from steps.parameter_types.phrases import phrase
from steps.vocabulary import business_phrases, faults
from steps.vocabulary.crash_points import MOMENT_PATTERN, killable_service, milestone_calls, stop_point
from steps.vocabulary.wrong_answers import WrongAnswer

_SERVICE = r"inventory|pricing|the (?:[a-z]+ )?(?:gateway|service|server|checkout)"

TYPES = {
    "Calls": phrase(faults.CALLS_PATTERN, faults.parse_calls),
    "Edge": phrase(r"[a-z]+ to [a-z]+", faults.parse_edge),
    "CallEffect": phrase(faults.CALL_EFFECT_PATTERN, faults.effect_on_calls),
    "AnswerEffect": phrase(faults.ANSWER_EFFECT_PATTERN, faults.effect_on_answers),
    "ConnectionEffect": phrase(r"[a-z ]+", faults.effect_on_connections),
    "Database": phrase(r"[a-z]+", faults.service_with_database),
    "Callee": phrase(_SERVICE, business_phrases.edge_to),
    "BusinessService": phrase(_SERVICE, business_phrases.service_called),
    "Request": phrase(r"[a-z ]+", business_phrases.requested_calls),
    "KillableService": phrase(r"[a-z]+", killable_service),
    "Moment": phrase(MOMENT_PATTERN, stop_point),
    "WrongAnswer": phrase("|".join(WrongAnswer), WrongAnswer, WrongAnswer),
    "CommitMoment": phrase(r"before|after", str),
    "Milestone": phrase(r"[a-z ]+", milestone_calls),
}
