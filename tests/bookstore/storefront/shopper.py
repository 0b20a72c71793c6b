"""A browser without script: it keeps cookies, follows redirects, and sends the forms of the page it is on."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

import requests

_SECONDS = 10
_CHOICES = ("radio", "checkbox")


class _Forms(HTMLParser):
    """The forms of a page: action, and fields with their values."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[str, dict[str, str]]] = []
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append((named.get("action", ""), {}))
        elif tag == "input" and self.forms and (named.get("type") not in _CHOICES or "checked" in named):
            self.forms[-1][1][named.get("name", "")] = named.get("value", "")
        elif tag == "select":
            self._select = named.get("name", "")
        elif tag == "option" and self.forms and self._select and "selected" in named:
            self.forms[-1][1][self._select] = named.get("value", "")


@dataclass
class Shopper:
    """One person with a browser."""

    url: str
    session: requests.Session = field(default_factory=requests.Session)

    def __post_init__(self) -> None:
        self.session.trust_env = False  # neither proxies nor certificate authorities of this machine

    def open(self, path: str) -> requests.Response:
        """Open a page, and follow where it leads."""
        return self._kept(self.session.get(self.url + path, timeout=_SECONDS))

    def send(self, action: str, **typed: str) -> requests.Response:
        """Send the form with this action of the page that is open, with these fields changed."""
        fields = self.form(action) | typed
        return self._kept(self.session.post(self.url + action, data=fields, timeout=_SECONDS))

    def send_raw(self, action: str, fields: dict[str, str]) -> requests.Response:
        """Send these fields and no others."""
        return self._kept(self.session.post(self.url + action, data=fields, timeout=_SECONDS))

    def form(self, action: str) -> dict[str, str]:
        """The fields of a form on the page that is open."""
        parser = _Forms()
        parser.feed(self.page)
        return next(fields for found, fields in parser.forms if found == action)

    def _kept(self, answer: requests.Response) -> requests.Response:
        self.page = answer.text
        return answer
