"""One request: how it is sent, how it is written down in a line, and read from it again."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from dataclasses import dataclass, replace

import requests

from environment.stack.stack import Stack
from environment.tools.fuzz.callers import Callers
from environment.tools.fuzz.known import Known

_TIMEOUT = (2.0, 20.0)  # seconds to connect, and between two reads
_BINARY = "base64:"


@dataclass(frozen=True)
class Asked:
    """A request to a service, without what its caller shows."""

    service: str
    method: str
    path: str
    caller: str
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""

    def send(self, stack: Stack, callers: Callers, session: requests.Session) -> requests.Response:
        """Raises requests.RequestException where there is no answer."""
        shown = callers.all[self.caller](self.service, self.body)
        # The address is taken as it is: requests would tidy up what is meant to be odd.
        prepared = requests.Request(self.method, stack.url(self.service), data=self.body or None).prepare()
        prepared.url = stack.url(self.service) + self.path
        prepared.headers.update({**dict(self.headers), **shown})
        return session.send(prepared, timeout=_TIMEOUT, allow_redirects=False)

    def line(self, known: Known) -> str:
        """Everything that is needed to send it again, as one line of JSON."""
        try:
            body = self.body.decode()
        except UnicodeDecodeError:
            body = _BINARY + b64encode(self.body).decode()
        parts = [self.service, self.method, self.path, self.caller, dict(self.headers), body]
        return known.hidden(json.dumps(parts))

    @classmethod
    def read(cls, line: str, known: Known) -> Asked:
        """The request of a line; ValueError where it is none."""
        service, method, path, caller, headers, body = json.loads(known.shown(line))
        asked = cls(service, method, path, caller, tuple(headers.items()), body.encode())
        binary = body.removeprefix(_BINARY)
        return replace(asked, body=b64decode(binary)) if binary != body else asked
