"""Accounts: who a person is, is a browser's cookies, which the adapter keeps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import uuid4

from oscar_adapter.texts import alerts
from steps.drivers.adapter import AdapterContext
from steps.drivers.api import ServerFailed
from steps.drivers.pages import Browser

Credentials = Mapping[str, str]
PASSWORD = "an acceptance test signs in"
_TOKEN = ("csrftoken", "X-CSRFToken")
_STAFF, _VISITOR = "staff", "visitor"


@dataclass(frozen=True)
class Visitors:
    """The browsers of a run, by what stands in the credentials."""

    context: AdapterContext

    def new(self) -> dict[str, str]:
        """A browser that has been to the shop once, so that it may send forms."""
        name = str(uuid4())
        made = Browser(self.context.api("customer", "checkout"), self.context.browser(), _TOKEN)
        made.get("/accounts/login/")
        self.context.memory[name] = made.session
        return {_VISITOR: name}

    def of(self, credentials: Credentials) -> Browser:
        """The browser of these credentials."""
        if _VISITOR not in credentials:
            credentials = self.new()
        return Browser(
            self.context.api("customer", "checkout"), self.context.memory[credentials[_VISITOR]], _TOKEN
        )

    def staff(self) -> Browser:
        """The staff's browser; it signs in once."""
        api, kept = self.context.api("staff", "orders"), self.context.memory
        if _STAFF not in kept:
            made = Browser(api, self.context.browser(), _TOKEN)
            made.get("/accounts/login/")
            fields = {"login-username": "staff@shop.example", "login-password": PASSWORD, "login_submit": "1"}
            if made.post("/accounts/login/", fields).path.startswith("/accounts/login"):
                raise ServerFailed("the staff could not sign in")
            kept[_STAFF] = made.session
        return Browser(api, kept[_STAFF], _TOKEN)


@dataclass(frozen=True)
class OscarAccounts:
    """Customers register with a mail address and stay signed in."""

    visitors: Visitors

    def customer(self, customer_id: str, email: str) -> dict[str, str]:
        """Register, which signs in."""
        made = self.visitors.new()
        fields = {f"registration-{name}": PASSWORD for name in ("password1", "password2")}
        fields |= {"registration-email": email, "registration_submit": "1"}
        page = self.visitors.of(made).post("/accounts/login/", fields)
        if page.path.startswith("/accounts/login"):
            raise ServerFailed(f"{email} could not register: {alerts(page)}")
        self.visitors.context.memory[f"account of {made[_VISITOR]}"] = email
        return made

    def guest(self, email: str) -> dict[str, str]:
        """A browser that nobody has signed in with."""
        return self.visitors.new()

    def staff(self) -> dict[str, str]:
        """Nothing: the staff's browser is the adapter's own."""
        return {}
