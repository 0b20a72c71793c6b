"""The page of the identity provider, where a customer signs in."""

from __future__ import annotations

from dataclasses import dataclass

from steps.pages.tab import Tab


@dataclass(frozen=True)
class SignInPageObject:
    """The page in a tab."""

    tab: Tab

    async def open(self) -> None:
        """Follow the link of the storefront from the cart, to which the customer comes back."""
        await self.tab.open("/sign-in?go_on=/cart")

    async def sign_in(self, email: str) -> None:
        """Sign in with this mail address, and come back to the cart."""
        page = self.tab.page
        await page.get_by_label("Mail address").fill(email)
        await self.tab.follow(page.get_by_role("button", name="Sign in"))
        await self.tab.demand_page()
