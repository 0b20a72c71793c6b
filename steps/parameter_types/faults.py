"""Calls, faults and crash points."""

from __future__ import annotations

from steps.parameter_types.phrases import phrase
from steps.vocabulary import business_phrases as parties
from steps.vocabulary import faults
from steps.vocabulary.crash_points import MOMENT, achieved_by, mortal, point, victim
from steps.vocabulary.faults import Calls

_PARTY = r"inventory|pricing|the (?:[a-z]+ )?(?:gateway|service|server|checkout)"

TYPES = {
    "Calls": phrase(faults.CALLS, Calls.parse),
    "Edge": phrase(r"[a-z]+ to [a-z]+", faults.arrow),
    "Mishap": phrase(faults.MISHAP, faults.to_calls),
    "AnswerMishap": phrase(faults.ANSWER_MISHAP, faults.to_answers),
    "ConnectionMishap": phrase(r"[a-z ]+", faults.to_connections),
    "Database": phrase(r"[a-z]+", faults.database),
    "Party": phrase(_PARTY, parties.party),
    "Keeper": phrase(_PARTY, parties.keeper),
    "Deed": phrase(r"[a-z ]+", parties.deed),
    "Victim": phrase(r"[a-z]+", victim),
    "Moment": phrase(MOMENT, point),
    "Mortal": phrase(_PARTY, mortal),
    "Achievement": phrase(r"[a-z ]+", achieved_by),
}
