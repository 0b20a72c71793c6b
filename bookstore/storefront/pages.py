"""Renders the pages: templates, the headers that protect them, and redirects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from fastapi import Response
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from bookstore.platform.money import Currency
from bookstore.storefront.assets import address_of
from bookstore.storefront.cover import cover
from bookstore.storefront.reader import LANGUAGES
from bookstore.storefront.refusals import ShownRefusal, shown_as
from bookstore.storefront.session import KeptRefusal
from bookstore.storefront.settings import StorefrontSettings
from bookstore.storefront.visit import Visit, Visits

_LONGEST_DETAIL = 400  # characters; it is kept in the cookie
_TEMPLATES = Path(__file__).with_name("templates")


@dataclass(frozen=True)
class Pages:
    """The pages of the storefront, written for the reader of each visit."""

    settings: StorefrontSettings
    visits: Visits

    def show(self, visit: Visit, template: str, status: int = 200, **values: Any) -> Response:
        """The page of this template; `values` are what it shows."""
        named = {**self._of_every_page(visit), **values}
        text = self._templates.get_template(template).render(named)
        response = HTMLResponse(text, status, headers=dict(self._headers))
        response.headers["content-language"] = visit.reader.page_language
        return self.visits.answered(visit, response)

    def go(
        self, visit: Visit, place: str, *, notice: str | None = None, refusal: ShownRefusal | None = None
    ) -> Response:
        """Send the browser to this place, where the notice or the refusal is told once."""
        if notice is not None:
            visit.remember(notice=notice)
        if refusal is not None:
            detail = refusal.detail[:_LONGEST_DETAIL]
            kept = KeptRefusal(slug=refusal.slug, detail=detail, reference=refusal.reference)
            visit.remember(refusal=kept)
        return self.visits.answered(visit, RedirectResponse(place, 303))

    def _of_every_page(self, visit: Visit) -> Mapping[str, Any]:
        refusal = visit.take_refusal()
        return {
            "visit": visit,
            "session": visit.session,
            "reader": visit.reader,
            "t": visit.reader.text,
            "money": visit.reader.money,
            "notice": visit.take_notice(),
            "languages": LANGUAGES,
            "currencies": [each.value for each in Currency],
            "cover": cover,
            "asset": address_of,
            "seller": self.settings.seller,
            "refusal": shown_as(refusal.slug, refusal.detail, refusal.reference) if refusal else None,
            "errors": {},
        }

    @cached_property
    def _templates(self) -> Environment:
        return Environment(
            loader=FileSystemLoader(_TEMPLATES),
            autoescape=select_autoescape(default=True),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    @cached_property
    def _headers(self) -> Mapping[str, str]:
        """Nothing runs in a page but our own file and the gateway's; no other site can frame it.

        A form is answered with a redirect, and Chromium holds that to form-action as well: the bank's page is
        at the gateway.
        """
        gateway = self.settings.gateway
        policy = {
            "default-src": "'none'",
            "style-src": "'self'",
            "img-src": "'self'",
            "script-src": f"'self' {gateway}",
            "frame-src": gateway,
            "form-action": f"'self' {gateway}",
            "base-uri": "'none'",
            "frame-ancestors": "'none'",
        }
        return {
            "content-security-policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
            "referrer-policy": "same-origin",
            "x-frame-options": "DENY",
        }
