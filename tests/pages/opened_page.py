"""A page as a reader sees it in Chromium: computed visibility and size, not the source."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

WIDE, NARROW = 1280, 390
"""Widths of a window in pixels: a desktop, and a phone held upright."""

_TEXTS = """
({ selector, wanted }) => {
  const styled = { opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true };
  const atCenter = (element) => {
    const box = [...element.getClientRects()].find((each) => each.width >= 1 && each.height >= 1);
    const top = box && document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return Boolean(top) && (element.contains(top) || top.contains(element));
  };
  const visible = (element) => {
    if (!element.checkVisibility(styled)) return false;
    if (atCenter(element)) return true;
    element.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
    return atCenter(element);
  };
  const ownText = (node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim() !== "";
  const written = (element) =>
    !["SCRIPT", "STYLE"].includes(element.tagName) && [...element.childNodes].some(ownText);
  const found = selector ? [...document.querySelectorAll(selector)]
    : [...document.body.querySelectorAll("*")].filter(written);
  return found.filter((each) => visible(each) === wanted)
    .map((each) => (wanted ? each.innerText : each.textContent).trim().replace(/\\s+/g, " "));
}
"""

_OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@dataclass
class OpenedPage:
    """A page in a window of its own.

    `requests` are the addresses that the page asked for, `blocked` those among them that its own content
    security policy stopped, `errors` the messages of its scripts and console.
    An element counts as visible if it has a size, no style hides it, and no other element covers its center
    after the window has been scrolled to it.
    """

    page: Any
    requests: list[str] = field(default_factory=list)
    blocked: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("requestfailed", self._note_failed)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda said: self.errors.append(said.text) if said.type == "error" else None)

    def resize(self, width: int) -> None:
        """Give the window this width in pixels."""
        self.page.set_viewport_size({"width": width, "height": 800})

    def visible(self, selector: str) -> list[str]:
        """The texts of the visible elements that match a CSS selector, in the order of the page."""
        return [str(each) for each in self.page.evaluate(_TEXTS, {"selector": selector, "wanted": True})]

    def texts(self, selector: str) -> list[str]:
        """The texts of all elements that match, visible or not."""
        return [" ".join(each.split()) for each in self.page.locator(selector).all_text_contents()]

    def open_details(self) -> None:
        """Open every block that a click opens."""
        self.page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")

    def count(self, selector: str) -> int:
        """How many elements match a CSS selector, visible or not."""
        return int(self.page.locator(selector).count())

    def size(self, selector: str) -> tuple[int, int]:
        """The width and height, in pixels, of the first match; (0, 0) where it is invisible."""
        box = self.page.locator(selector).first.bounding_box() if self.count(selector) else None
        return (round(box["width"]), round(box["height"])) if box else (0, 0)

    def hidden_texts(self) -> list[str]:
        """The texts of the page that no reader sees."""
        return [str(each) for each in self.page.evaluate(_TEXTS, {"selector": "", "wanted": False})]

    def overflow(self) -> int:
        """By how many pixels the page is wider than its window; 0 where nothing scrolls sideways."""
        return int(self.page.evaluate(_OVERFLOW))

    def click(self, selector: str) -> None:
        """Click the first element that matches, which fails unless it can be clicked."""
        self.page.locator(selector).first.click()

    def wait_for(self, selector: str) -> None:
        """Wait until an element that matches is visible; raises playwright's TimeoutError after a minute."""
        self.page.locator(selector).first.wait_for(state="visible")

    def in_frame(self, frame: str, selector: str) -> list[str]:
        """The texts of the visible elements that match in the document of a frame."""
        document = self._document(frame)
        return [str(each) for each in document.evaluate(_TEXTS, {"selector": selector, "wanted": True})]

    def size_in_frame(self, frame: str, selector: str) -> tuple[int, int]:
        """The width and height, in pixels, of the first element that matches in the document of a frame."""
        found = self._document(frame).locator(selector).first
        return int(found.evaluate("(each) => each.clientWidth")), int(
            found.evaluate("(each) => each.clientHeight")
        )

    def printed(self) -> int:
        """The number of pages on paper of the size that the page asks for."""
        return len(re.findall(rb"/Type\s*/Page\b", self.page.pdf(prefer_css_page_size=True)))

    def as_printed(self) -> None:
        """Show the page with the styles for paper."""
        self.page.emulate_media(media="print")

    def type_into(self, selector: str, text: str) -> None:
        """Replace the text of an input, as a person who types it."""
        self.page.locator(selector).fill(text)

    def title(self) -> str:
        """The title of the window."""
        return str(self.page.title())

    def windows(self) -> int:
        """How many windows are open: one, unless the page has opened another."""
        return len(self.page.context.pages)

    def hosts(self) -> list[str]:
        """The requests that leave this machine, or would if there were a network."""
        local = ("file:", "data:", "blob:", "about:")
        return [each for each in self.requests if not each.startswith(local) and each not in self.blocked]

    def _document(self, frame: str) -> Any:
        return self.page.locator(frame).first.element_handle().content_frame()

    def _note_failed(self, request: Any) -> None:
        if request.failure == "csp":
            self.blocked.append(request.url)
