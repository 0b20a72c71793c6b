"""What a page shows, read at once: a question of its own for each value costs a trip to the browser each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from steps.pages.reading_script import READ


@dataclass(frozen=True)
class ShownField:
    """A field of a form, by its label and the legend of its group; `said` is what the page says about it."""

    group: str
    label: str
    value: str
    checked: bool
    invalid: bool
    said: str


@dataclass(frozen=True)
class ShownPart:
    """The main part of a page, a region in it, or an item of a list: what a person sees there."""

    name: str
    text: str
    links: Sequence[tuple[str, str]]
    """Text and address of each."""
    buttons: Sequence[str]
    fields: Sequence[ShownField]
    items: Sequence[ShownPart]
    """The items of its lists."""

    @classmethod
    def of(cls, found: Mapping[str, Any]) -> ShownPart:
        """What the script has found."""
        return cls(
            found["name"],
            found["text"],
            [(text, address) for text, address in found["links"]],
            found["buttons"],
            [ShownField(**each) for each in found["fields"]],
            [cls.of(each) for each in found["items"]],
        )

    @property
    def texts(self) -> list[str]:
        """The text of each item."""
        return [each.text for each in self.items]

    def field(self, label: str, group: str = "") -> ShownField | None:
        """The field whose label begins with these words, None where there is none."""
        found = (each for each in self.fields if each.group == group and each.label.startswith(label))
        return next(found, None)


@dataclass(frozen=True)
class ShownPage:
    """A page; hidden parts of it are left out, as people and screen readers do."""

    headline: str
    main: ShownPart
    alerts: Sequence[str]
    regions: Sequence[ShownPart]

    @classmethod
    def of(cls, found: Mapping[str, Any]) -> ShownPage:
        """What the script has found."""
        regions = [ShownPart.of(each) for each in found["regions"]]
        return cls(found["headline"], ShownPart.of(found["main"]), found["alerts"], regions)

    @property
    def text(self) -> str:
        """What it says, without its header and footer."""
        return self.main.text

    def region(self, name: str | re.Pattern[str]) -> ShownPart | None:
        """The first region of this name, None where there is none."""
        return next(self.regions_named(name), None)

    def regions_named(self, name: str | re.Pattern[str]) -> Iterator[ShownPart]:
        """The regions of this name, in the order of the page."""
        wanted = re.compile(re.escape(name)) if isinstance(name, str) else name
        return (each for each in self.regions if wanted.search(each.name))


async def page_read(page: Any) -> tuple[ShownPage | None, str]:
    """What it shows now, None where it has no headline, and its state. Raises Playwright's Error."""
    found = await page.evaluate(READ)
    return ShownPage.of(found["shown"]) if found["shown"] else None, found["state"]
