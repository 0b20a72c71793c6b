"""The pages for what no route could answer: each says what happened, and has one thing to do next."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.types import Scope

from bookstore.platform.http import CallFailed
from bookstore.storefront.calls import ServiceRefused, SessionEnded
from bookstore.storefront.catalogs import translatable
from bookstore.storefront.forms import ForeignForm
from bookstore.storefront.pages import Pages
from bookstore.storefront.refusals import shown
from bookstore.storefront.visit import Visit

_log = logging.getLogger(__name__)
_UNAVAILABLE = 503  # of a service that says itself that another one does not answer
_ABOVE_THEIR_FORMS = ("/orders/", "/personal-data/")
_WITH_FORMS = ("/address", "/gift-cards")
Handler = Callable[[Request, Any], Awaitable[Response]]


class Failures:
    """The failures of one storefront, each as a page."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages

    def install(self, app: FastAPI) -> None:
        """Answer what the routes of this application raise."""
        handlers: dict[type[Exception], Handler] = {
            CallFailed: self._call_failed,
            ServiceRefused: self._refused,
            SessionEnded: self._session_ended,
            ForeignForm: self._foreign_form,
            RequestValidationError: self._nothing_there,
            HTTPException: self._http_error,
        }
        for kind, handler in handlers.items():
            app.add_exception_handler(kind, handler)

    def unexpected(self, scope: Scope) -> Response:
        """The page after a defect of ours."""
        return self._page(
            self._visit(Request(scope)),
            500,
            translatable("Something went wrong on our side"),
            translatable("The error was logged. Your cart is kept."),
            (translatable("Go back to the shelf"), "/"),
        )

    async def _call_failed(self, request: Request, error: CallFailed | ServiceRefused) -> Response:
        _log.warning("could not answer", extra={"why": str(error)})
        return self._page(
            self._visit(request),
            503,
            translatable("A part of our shop does not answer right now"),
            translatable("Your cart is kept, and nothing was charged by this. Please try again in a moment."),
            (translatable("Try again"), _again(request)),
        )

    async def _refused(self, request: Request, error: ServiceRefused) -> Response:
        if request.method == "GET" and error.status == _UNAVAILABLE:
            return await self._call_failed(request, error)
        return self._pages.show(self._visit(request), "refused.html", error.status, refusal=shown(error))

    async def _session_ended(self, request: Request, error: SessionEnded) -> Response:
        """The address stays: this is not a customer who signs out, and they go on where they were."""
        visit = self._visit(request)
        kept = {currency: key for currency, key in visit.session.carts.items() if key.token is not None}
        visit.remember(customer_token=None, carts=kept)
        return self._pages.show(visit, "signed_out.html", 401, go_on=_again(request))

    async def _foreign_form(self, request: Request, _: ForeignForm) -> Response:
        return self._page(
            self._visit(request),
            403,
            translatable("This page was open too long"),
            translatable("Its form was not used, and nothing was changed or charged."),
            (translatable("Look at your cart"), "/cart"),
        )

    async def _nothing_there(self, request: Request, _: RequestValidationError) -> Response:
        return self._not_found(request)

    async def _http_error(self, request: Request, error: HTTPException) -> Response:
        if error.status_code in (404, 405):
            return self._not_found(request, error.status_code)
        return self._page(
            self._visit(request),
            error.status_code,
            translatable("That did not work"),
            translatable("The request was not of the kind that our pages send."),
            (translatable("Go back to the shelf"), "/"),
        )

    def _not_found(self, request: Request, status: int = 404) -> Response:
        return self._page(
            self._visit(request),
            status,
            translatable("There is nothing at this address"),
            translatable("Perhaps the title is not on sale any more."),
            (translatable("Go back to the shelf"), "/"),
        )

    def _visit(self, request: Request) -> Visit:
        return self._pages.visits.of(request)

    def _page(self, visit: Visit, status: int, headline: str, text: str, act: tuple[str, str]) -> Response:
        label, place = act
        return self._pages.show(
            visit, "failed.html", status, headline=headline, text=text, act=label, place=place
        )


def _again(request: Request) -> str:
    """The page that was asked for, with its query, or that of the form; the cart for what is bought."""
    path = request.url.path
    if request.method == "GET":
        return path + (f"?{request.url.query}" if request.url.query else "")
    if path.startswith(_ABOVE_THEIR_FORMS):
        return path.rpartition("/")[0]
    return path if path in _WITH_FORMS else "/cart"
