"""The links to e-books, as the orders service opens them."""

from __future__ import annotations

from datetime import datetime

from bookstore.platform.schemas import ReplyBody, RequestBody
from bookstore.storefront.calls import BuyerClient

_NO_CREDENTIALS: dict[str, str] = {}


class LinkToOpen(RequestBody):
    """The token of a link."""

    token: str


class OpenedPage(ReplyBody):
    """The e-book of a link that was opened."""

    sku: str
    title: str
    opened_at: datetime


class Downloads:
    """The client of the orders service for links. Raises ServiceRefused or CallFailed."""

    def __init__(self, client: BuyerClient) -> None:
        self._client = client

    def open(self, token: str) -> OpenedPage:
        """The e-book of the link with this token; opened again, the same answer."""
        return self._client.ask("POST", "/downloads/opening", _NO_CREDENTIALS, LinkToOpen(token=token)).read(
            OpenedPage
        )
