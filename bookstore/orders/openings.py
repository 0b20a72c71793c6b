"""Opening the link to an e-book: the use case, its bodies and its route."""

from __future__ import annotations

from datetime import datetime

from fastapi import APIRouter, Depends

from bookstore.orders import store
from bookstore.orders.downloads import store as download_store
from bookstore.orders.errors import PROBLEMS, DownloadNotFound, DownloadWithdrawn
from bookstore.platform.access import anyone
from bookstore.platform.auth import token_hash
from bookstore.platform.clock import Clock
from bookstore.platform.database import Database
from bookstore.platform.problem import refused_with
from bookstore.platform.schemas import DownloadToken, ReplyBody, RequestBody, Sku
from bookstore.platform.server import ThreadedRouter


class OpeningBody(RequestBody):
    """The token of the link. It is in the body, since paths are logged."""

    token: DownloadToken


class OpenedEbook(ReplyBody):
    """The e-book that may be read, and when its link was opened for the first time."""

    sku: Sku
    title: str
    opened_at: datetime


class Openings:
    """Opens links, one short transaction each."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def open(self, token: str) -> OpenedEbook:
        """The e-book of the link with this token; the first opening is recorded.

        The order is locked, so that a refund comes before the opening or sees it. Raises DownloadNotFound,
        DownloadWithdrawn.
        """
        hashed = token_hash(token)
        with self._database.transaction() as connection:
            checkout_id = download_store.checkout_of(connection, hashed)
            found = store.of_checkout(connection, checkout_id) if checkout_id else None
            if found is None:
                raise DownloadNotFound("no e-book has this link: copy all of it from the mail")
            order, now = found[0], self._clock.now()
            opened = order.opened_link(hashed, now)
            download_store.put(connection, order.checkout_id, [opened])
        title = next(line.title for line in order.purchase.lines if line.sku == opened.sku)
        return OpenedEbook(sku=opened.sku, title=title, opened_at=opened.opened_at or now)


def routes(openings: Openings) -> APIRouter:
    """The route that every holder of a link may use: the token is all that it needs."""
    router = ThreadedRouter(prefix="/downloads", tags=["downloads"])
    refused = refused_with(PROBLEMS[DownloadNotFound], PROBLEMS[DownloadWithdrawn])

    @router.post("/opening", responses=refused, dependencies=[Depends(anyone)])
    def open_download(body: OpeningBody) -> OpenedEbook:
        """Open the link to an e-book. A repeated opening is answered like the first one."""
        return openings.open(body.token)

    return router
