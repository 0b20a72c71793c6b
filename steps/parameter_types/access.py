"""Requests that their caller is not permitted to make."""

from __future__ import annotations

from steps.parameter_types.phrases import one_of
from steps.tasks.contradicting_requests import CONTRADICTIONS
from steps.tasks.unauthorized_requests import REQUESTS

TYPES = {
    "UnauthorizedRequest": one_of({**REQUESTS, **CONTRADICTIONS}),
    "IdempotencyKey": one_of({'the key "one click"': "one click", "an empty key": "", "no key": None}),
    "Content": one_of({each: each for each in ("oversized", "senseless", "unknown")}),
}
