"""Notes when a step looks at what the mail server or the gateway has, past the recorded arrows."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from typing import Any

import requests

from environment.evidence.diagnosis.failed_step import Look

_KEPT = 200  # looks of one scenario; a waiting step repeats its look, and the last one counts


class UnrecordedLooks:
    """The looks of one scenario. The sessions through which steps look have `note` as a hook."""

    def __init__(self, parts: Mapping[str, str], sessions: Iterable[requests.Session]) -> None:
        """`parts` are the beginnings of addresses, each with the part that is looked at."""
        self._parts = dict(parts)
        self._looks: list[Look] = []
        for session in sessions:
            session.hooks["response"].append(self.note)

    def begin(self) -> None:
        """Begin the next scenario."""
        self._looks.clear()

    def note(self, response: requests.Response, **_: Any) -> None:
        """Note the part, where the request went past the record."""
        url = response.request.url or ""
        for beginning, part in self._parts.items():
            if response.request.method == "GET" and url.startswith(beginning):
                self._looks[_KEPT - 1 :] = [Look(time.time(), part)]

    @property
    def looks(self) -> tuple[Look, ...]:
        """The looks up to now, oldest first."""
        return tuple(self._looks)
