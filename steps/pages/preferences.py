"""The form at the end of every page: the reader's language and currency."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from steps.pages.tab import Tab

LANGUAGES = {"en-US": "English (US)", "en-GB": "English (UK)", "de-DE": "Deutsch", "ja-JP": "日本語"}


@dataclass(frozen=True)
class Preferences:
    """The form in a tab; its labels are in the language of the page."""

    tab: Tab

    async def choose_currency(self, currency: str) -> None:
        """Change the currency of prices; each currency has a cart of its own."""
        await self._form.get_by_role("combobox").nth(1).select_option(label=currency)
        await self.tab.follow(self._form.get_by_role("button"))

    async def choose_language(self, tag: str) -> None:
        """Change the language of the pages, of which `LANGUAGES` has the tags."""
        await self._form.get_by_role("combobox").nth(0).select_option(label=LANGUAGES[tag])
        await self.tab.follow(self._form.get_by_role("button"))

    @property
    def _form(self) -> Any:
        return self.tab.page.get_by_role("contentinfo").get_by_role("form")
