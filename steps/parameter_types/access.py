"""Requests that their caller is not permitted to make."""

from __future__ import annotations

from steps.parameter_types.phrases import one_of
from steps.tasks.moves.kinds import MACHINES
from steps.tasks.permissions.requests import named_operations
from steps.tasks.requests.access import SERVICE_TOKEN_FLAWS
from steps.tasks.requests.contradicting_requests import CONTRADICTION_REASONS, CONTRADICTIONS
from steps.tasks.requests.flawed_requests import FLAWS, service_requests
from steps.tasks.requests.impossible_contents import IMPOSSIBLE, IMPOSSIBLE_REASONS
from steps.tasks.requests.unauthorized_requests import REASONS, REQUESTS
from steps.world.actors import TOKEN_FLAWS

_CONTENTS = ("oversized", "senseless", "nested", "mistyped", "doubled", "unknown")
TYPES = {
    "UnauthorizedRequest": one_of({**REQUESTS, **CONTRADICTIONS, **IMPOSSIBLE}),
    "IdempotencyKey": one_of({'the key "one click"': "one click", "an empty key": "", "no key": None}),
    "RefusalReason": one_of({**REASONS, **CONTRADICTION_REASONS, **IMPOSSIBLE_REASONS}),
    "TokenFlaw": one_of({each: each for each in TOKEN_FLAWS}),
    "ServiceTokenFlaw": one_of({each: each for each in SERVICE_TOKEN_FLAWS}),
    "NamedOperation": one_of({each: each for each in named_operations()}),
    "ObjectKind": one_of({each: each for each in MACHINES}),
    "ServiceRequest": one_of(service_requests()),
    "RequestFlaw": one_of({each: each for each in FLAWS}),
    "Content": one_of({each: each for each in _CONTENTS}),
}
