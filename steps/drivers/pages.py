"""For adapters of shops that have pages and no API: a browser with cookies, forms and tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement

import requests

from steps.drivers.api import Api, Refused, ServerFailed

_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)
_SERVER_FAILED, _NOT_SEEN = 500, (403, 404)
_NOT_SENT = ("submit", "button", "image", "reset", "file")


@dataclass(frozen=True)
class Page:
    """A page that a browser has come to. `elsewhere`: an address outside of the shop, such as the bank's."""

    path: str
    tree: Element
    elsewhere: str = ""

    @classmethod
    def read(cls, path: str, html: str) -> Page:
        """The page with this content."""
        reader = _TreeBuilder()
        reader.feed(html)
        return cls(path, reader.root)

    def find(self, tag: str, **attributes: str) -> Element | None:
        """The first element with this tag and these attributes."""
        wanted = "".join(f"[@{name}='{value}']" for name, value in attributes.items())
        return self.tree.find(f".//{tag}{wanted}")

    def with_class(self, name: str) -> Iterator[Element]:
        """The elements of a class of CSS."""
        return (each for each in self.tree.iter() if name in each.get("class", "").split())

    def form(self, form_id: str) -> dict[str, str]:
        """What a browser would send for this form if nothing were changed. Raises ServerFailed for none."""
        found = self.find("form", id=form_id)
        if found is None:
            raise ServerFailed(f"{self.path} has no form {form_id!r}")
        return dict(_fields(found))

    def options(self, name: str) -> list[str]:
        """The values of a list of choices, without the empty one."""
        found = self.find("select", name=name)
        return (
            [] if found is None else [value for each in found.iter("option") if (value := each.get("value"))]
        )

    def rows(self) -> Iterator[list[str]]:
        """The texts of the cells of every row of every table."""
        for row in self.tree.iter("tr"):
            yield [text_of(cell) for cell in row if cell.tag in ("td", "th")]

    def row(self, first: str) -> list[str]:
        """The other cells of the row that begins with this text. Raises ServerFailed for none."""
        found = next((cells[1:] for cells in self.rows() if cells[:1] == [first]), None)
        if found is None:
            raise ServerFailed(f"{self.path} has no row {first!r}")
        return found


@dataclass(frozen=True)
class Browser:
    """One visitor of a shop. `token`: the cookie and the header of its protection against forged requests."""

    api: Api
    session: requests.Session
    token: tuple[str, str]

    def get(self, path: str) -> Page:
        """The page at the end of all redirects. Raises Refused (not-found) and ServerFailed."""
        return self._page("GET", path, {})

    def post(self, path: str, fields: Mapping[str, Any]) -> Page:
        """Send a form; the page that it leads to."""
        return self._page("POST", path, {"data": dict(fields)})

    def _page(self, method: str, path: str, content: Mapping[str, Any]) -> Page:
        answer = self._answer(method, path, content)
        if not answer.is_redirect:
            return Page.read(path, answer.text)
        there = urlsplit(answer.headers["location"])
        if there.netloc not in ("", urlsplit(self.api.base_url).netloc):
            return Page(path, Element("page"), answer.headers["location"])
        return self._page("GET", f"{there.path}?{there.query}" if there.query else there.path, {})

    def _answer(self, method: str, path: str, content: Mapping[str, Any]) -> requests.Response:
        cookie, header = self.token
        token = {header: self.session.cookies.get(cookie, "")} if method == "POST" else {}
        answer = self.session.request(
            method,
            self.api.base_url + path,
            headers={**self.api.correlation.headers(), **token},
            timeout=(2.0, self.api.correlation.patience),
            allow_redirects=False,
            **content,
        )
        if answer.status_code >= _SERVER_FAILED:
            raise ServerFailed(f"{method} {path} answered {answer.status_code}")
        if answer.status_code in _NOT_SEEN:
            raise Refused("not-found", f"{method} {path} answered {answer.status_code}", answer.status_code)
        return answer


def text_of(element: Element) -> str:
    """The visible text, with single spaces."""
    return " ".join("".join(element.itertext()).split())


def _fields(form: Element) -> Iterator[tuple[str, str]]:
    for each in form.iter():
        name, kind = each.get("name", ""), each.get("type", "text")
        unchecked = kind in ("checkbox", "radio") and "checked" not in each.attrib
        if not name or unchecked or kind in _NOT_SENT:
            continue
        if each.tag == "input":
            yield name, each.get("value", "on" if kind == "checkbox" else "")
        elif each.tag == "textarea":
            yield name, (each.text or "").removeprefix("\n")
        elif each.tag == "select" and (options := [*each.iter("option")]):
            chosen = next((option for option in options if "selected" in option.attrib), options[0])
            yield name, chosen.get("value", text_of(chosen))


class _TreeBuilder(HTMLParser):
    """Builds the tree of a page; an end that closes nothing is passed over."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Element("page")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        made = SubElement(self._open[-1], tag, {name: value or "" for name, value in attrs})
        if tag not in _VOID:
            self._open.append(made)

    def handle_endtag(self, tag: str) -> None:
        """Close the element, and those inside that were left open."""
        places = [place for place, each in enumerate(self._open) if each.tag == tag]
        if places:
            del self._open[places[-1] :]

    def handle_data(self, data: str) -> None:
        """Add text where the page is."""
        here = self._open[-1]
        if len(here):
            here[-1].tail = (here[-1].tail or "") + data
        else:
            here.text = (here.text or "") + data
