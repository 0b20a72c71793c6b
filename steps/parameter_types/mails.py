"""States of a mail, and letters that do not belong into an address."""

from __future__ import annotations

from steps.parameter_types.phrases import one_of

_STATES = {"is waiting to be sent": "queued", "has been sent": "sent", "has bounced": "bounced"}
_LETTERS = {"a zero-width space": "\u200b", "a soft hyphen": "\u00ad"}

TYPES = {"MailState": one_of(_STATES), "Letter": one_of(_LETTERS)}
