"""Language tags: the customer's language decides how a mail reads, and never whether an order is taken."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import BeforeValidator, WithJsonSchema

FALLBACK_LOCALE = "en-US"
# A language tag as browsers and operating systems write it (BCP 47, POSIX), at the start of the text.
_LANGUAGE_TAG = re.compile(r"\s*([A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8})*)(?![A-Za-z0-9])")
_LONGEST_TAG = 35  # characters; RFC 5646, section 4.4.1


def _language_tag(value: object) -> str:
    """The language tag at the start of the text, with hyphens; the fallback where there is none."""
    found = _LANGUAGE_TAG.match(value) if isinstance(value, str) else None
    tag = found[1].replace("_", "-") if found else FALLBACK_LOCALE
    while len(tag) > _LONGEST_TAG:
        tag = tag.rpartition("-")[0]
    return tag


# Notifications finds the nearest language that it can write.
LocaleTag = Annotated[
    str,
    BeforeValidator(_language_tag),
    WithJsonSchema({"description": "A language tag (BCP 47); any other value falls back."}),
]
