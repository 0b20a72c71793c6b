"""What page objects need of the environment: a browser with a context for each person of a scenario."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any, Protocol, TypeVar

from steps.drivers.api import ServerFailed

T = TypeVar("T")


class NoPage(ServerFailed):
    """The browser shows no page of the shop, or one that says that a part of the shop does not answer."""


class Browsing(Protocol):
    """The browser of one scenario. Contexts and pages are Playwright's, which is not always installed."""

    @property
    def storefront(self) -> str:
        """The address of the storefront, without a path."""
        ...

    @property
    def patience(self) -> float:
        """How many seconds a person waits for a page."""
        ...

    def run(self, act: Coroutine[Any, Any, T]) -> T:
        """The result of an act in a page; acts of several threads run side by side."""
        ...

    async def new_context(self, person: str, **how: Any) -> Any:
        """A browser context for one person, with cookies and tabs of their own; `how` is Playwright's."""
        ...

    async def arrived(self, person: str, page: Any, state: str) -> None:
        """Note that the person sees this page now, and check that it is accessible in this state."""
        ...

    def seen(self, person: str, page: Any) -> None:
        """Note that the person sees this page now, which is none of the shop's."""
        ...
