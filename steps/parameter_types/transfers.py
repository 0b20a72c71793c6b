"""Bank transfers: how a reference is written, and why money goes back."""

from __future__ import annotations

from steps.parameter_types.phrases import one_of
from steps.tasks.transfers import SPELLINGS

_REASONS = {
    "a refund": "refund",
    "it was for a canceled order": "canceled",
    "it was too much": "too-much",
    "the order was paid already": "paid-already",
    "it came too late": "too-late",
    "its reference is unknown": "unknown-reference",
    "it is in another currency": "other-currency",
}
_MAILS = {
    "order is paid": "confirmation",
    "order is canceled": "cancellation",
    "order was not paid in time": "lapse",
    "money was sent back": "refund",
    "payment has arrived": "receipt",
    "invoice is overdue": "reminder",
}

_NONE_OR_ONE = {"no": 0, "one": 1}

TYPES = {
    "Spelling": one_of(SPELLINGS),
    "TransferMail": one_of(_MAILS),
    "NoneOrOne": one_of(_NONE_OR_ONE),
    "RepaymentReason": one_of(_REASONS),
}
