"""What goes wrong in pages beside what they tell: errors of scripts, and requests that fail."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

_FAILED_LOAD = re.compile(r"Failed to load resource: ")
_GIVEN_UP = "net::ERR_ABORTED"


@dataclass(frozen=True)
class PageTrouble:
    """One error; `address` is what was asked for, or the page whose script it is."""

    person: str
    what: str
    address: str
    detail: str

    def __str__(self) -> str:
        return f"{self.person}: {self.what} at {urlsplit(self.address).path or self.address}: {self.detail}"


@dataclass
class PageTroubles:
    """The errors of one scenario, in the order in which they came."""

    found: list[PageTrouble] = field(default_factory=list)

    def watch(self, person: str, context: Any) -> None:
        """Note the errors of every page of this browser context.

        A document that fails is no trouble: the page object reads what the browser shows then. A request
        that ends because its page was left is none, either.
        """
        context.on("weberror", lambda error: self._note_error(person, error))
        context.on("console", lambda said: self._note_console(person, said))
        context.on("requestfailed", lambda request: self._note_failure(person, request))
        context.on("response", lambda response: self._note_refusal(person, response))

    def unexpected(self, expected: Collection[str], origins: Mapping[str, str]) -> Iterator[PageTrouble]:
        """The errors but those of parts that were faulted or stopped; `origins` has a part's address.

        A script that misses a part tells it in an error of its own: where one is expected to fail, errors of
        scripts are not counted.
        """
        addresses = {origins[part] for part in expected if part in origins}
        for each in self.found:
            if not any(each.address.startswith(address) for address in addresses):
                yield each

    def _note_error(self, person: str, error: Any) -> None:
        address = error.page.url if error.page else ""
        self.found.append(PageTrouble(person, "a script failed", address, str(error.error)))

    def _note_console(self, person: str, said: Any) -> None:
        if said.type == "error" and not _FAILED_LOAD.match(said.text):
            address = said.location.get("url") or (said.page.url if said.page else "")
            self.found.append(PageTrouble(person, "the console has an error", address, said.text))

    def _note_failure(self, person: str, request: Any) -> None:
        if request.resource_type != "document" and request.failure != _GIVEN_UP:
            detail = f"{request.method}: {request.failure}"
            self.found.append(PageTrouble(person, "a request failed", request.url, detail))

    def _note_refusal(self, person: str, response: Any) -> None:
        request = response.request
        if response.status >= 400 and request.resource_type != "document":
            detail = f"{request.method} was answered {response.status}"
            self.found.append(PageTrouble(person, "a request failed", request.url, detail))
