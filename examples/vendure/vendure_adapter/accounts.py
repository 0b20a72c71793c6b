"""Accounts of customers, and the superadmin of an empty Vendure."""

from __future__ import annotations

from dataclasses import dataclass

from steps.drivers.api import ServerFailed, bearer
from vendure_adapter.graphql import GraphQL, demand

PASSWORD = "an acceptance test signs in"
_REGISTER = """mutation($i: RegisterCustomerInput!) { done: registerCustomerAccount(input: $i) {
    __typename ... on ErrorResult { errorCode message } } }"""
_LOGIN = """mutation($n: String!, $p: String!) { done: login(username: $n, password: $p) {
    __typename ... on ErrorResult { errorCode message } } }"""


@dataclass(frozen=True)
class VendureAccounts:
    """Customers register with a mail address; a session's token is what they show."""

    graphql: GraphQL

    def customer(self, customer_id: str, email: str) -> dict[str, str]:
        """Register, unless there is such an account already, and sign in."""
        account = {"emailAddress": email, "firstName": "Ada", "lastName": "Reader", "password": PASSWORD}
        demand(self.graphql.shop({}, _REGISTER, i=account)["done"], {})
        return self.sign_in(email, {})

    def sign_in(self, email: str, session: dict[str, str]) -> dict[str, str]:
        """Sign in; what a guest's session has in its cart is merged."""
        names = {"n": email, "p": PASSWORD}
        found, token = self.graphql.asked("customer", session, _LOGIN, names)
        demand(found["done"], {"INVALID_CREDENTIALS_ERROR": "not-authenticated"})
        return bearer(token)

    def guest(self) -> dict[str, str]:
        """A session of its own, which begins with a look at the cart."""
        _, token = self.graphql.asked("customer", {}, "{ activeOrder { id } }", {})
        if not token:
            raise ServerFailed("shop-api gave a visitor no session")
        return bearer(token)

    def staff(self) -> dict[str, str]:
        """Nothing: the staff's session is the adapter's own."""
        return {}
