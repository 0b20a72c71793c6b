"""States of a mail, the first one about an order, languages, and what does not belong into an address."""

from __future__ import annotations

from steps.parameter_types.phrases import one_of

_STATES = {"is waiting to be sent": "queued", "has been sent": "sent", "has bounced": "bounced"}
_FIRST = {"confirmation": "confirmation", "invoice": "invoice"}
_LETTERS = {"a zero-width space": "\u200b", "a soft hyphen": "\u00ad"}
_BLANKS = {"blanks": "   ", "a zero-width space": "\u200b", "a dot": ".", "nothing": ""}
_LOCALES = {
    "English": "en-US",
    "British English": "en-GB",
    "German": "de-DE",
    "French": "fr-FR",
    "Japanese": "ja-JP",
    "Portuguese": "pt-BR",
}

TYPES = {
    "MailState": one_of(_STATES),
    "FirstMail": one_of(_FIRST),
    "Letter": one_of(_LETTERS),
    "Blanks": one_of(_BLANKS),
    "Language": one_of(_LOCALES),
}
