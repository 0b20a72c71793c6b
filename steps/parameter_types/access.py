"""Requests that their caller is not permitted to make."""

from __future__ import annotations

from steps.parameter_types.phrases import one_of
from steps.tasks.unauthorized_requests import REQUESTS

TYPES = {
    "UnauthorizedRequest": one_of(REQUESTS),
    "Content": one_of({each: each for each in ("oversized", "senseless")}),
}
