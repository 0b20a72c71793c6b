"""The Idempotency-Key header: one rule for every service that reads it."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import Depends, Header

from bookstore.platform.problem import Problem, ProblemTable, ServiceRefusal, refuses

LONGEST_KEY = 255  # characters; the limit of the payment gateway as well
_KEY = re.compile(rf"[!-~](?:[ -~]{{0,{LONGEST_KEY - 2}}}[!-~])?")


class KeyInvalid(ServiceRefusal):
    """An Idempotency-Key that is empty, too long, or holds other characters than printable ASCII."""


_KEY_INVALID = Problem(400, "idempotency-key-invalid", "The Idempotency-Key header cannot be used")
KEY_PROBLEMS: ProblemTable = {KeyInvalid: _KEY_INVALID}

_KeyHeader = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        description=f"The caller's name for one intent: 1 to {LONGEST_KEY} printable ASCII characters.",
        json_schema_extra={"minLength": 1, "maxLength": LONGEST_KEY},
    ),
]


@refuses(_KEY_INVALID)
def idempotency_key(key: _KeyHeader = None) -> str | None:
    """The key of the request, None where there is none; raises KeyInvalid."""
    if key is not None and not _KEY.fullmatch(key):
        raise KeyInvalid(f"an Idempotency-Key has 1 to {LONGEST_KEY} printable ASCII characters")
    return key


IdempotencyKey = Annotated[str | None, Depends(idempotency_key)]
