"""The forms of the pages: read from the body, and taken only from a page of the same session."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import parse_qsl
from uuid import UUID

from fastapi import Depends, Request

from bookstore.platform.schemas import is_blank
from bookstore.storefront.visit import Visit

_MOST_FIELDS = 40
FORM_KEY = "form_key"


class ForeignForm(Exception):
    """A form without the key of this session: another site has sent it, or the session has ended since."""


async def visit_of(request: Request) -> Visit:
    """The visit of a request."""
    visit: Visit = request.app.state.visits.of(request)
    return visit


@dataclass(frozen=True)
class SubmittedForm:
    """A form of this session: what the buyer has filled in, by the name of the field."""

    visit: Visit
    fields: Mapping[str, str]

    def text(self, name: str) -> str:
        """The field without blanks around it; empty where nothing is in it that a reader could see."""
        value = self.fields.get(name, "")
        return "" if is_blank(value) else value.strip()

    def key(self, name: str) -> str | None:
        """The field as the idempotency key that a page has made; None where it is none of ours."""
        try:
            return str(UUID(self.text(name)))
        except ValueError:
            return None

    def count(self, name: str) -> int | None:
        """The field as a number of copies; None where it is none."""
        text = self.text(name)
        return int(text) if text.isascii() and text.isdecimal() and len(text) <= 12 else None


async def submitted_form(request: Request) -> SubmittedForm:
    """The form of a request; raises ForeignForm."""
    visit = await visit_of(request)
    body = (await request.body()).decode("utf-8", "replace")
    try:
        fields = dict(parse_qsl(body, keep_blank_values=True, max_num_fields=_MOST_FIELDS))
    except ValueError:  # more fields than any form has
        fields = {}
    given = fields.pop(FORM_KEY, "")
    if not hmac.compare_digest(given.encode("utf-8", "replace"), visit.session.form_key.encode()):
        raise ForeignForm
    return SubmittedForm(visit, fields)


CurrentVisit = Annotated[Visit, Depends(visit_of)]
CurrentForm = Annotated[SubmittedForm, Depends(submitted_form)]
