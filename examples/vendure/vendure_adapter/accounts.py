"""Accounts of customers, and the superadmin of an empty Vendure."""

from __future__ import annotations

from dataclasses import dataclass

from steps.drivers.api import bearer
from steps.drivers.graphql import demand
from vendure_adapter.graphql import ERROR, GraphQL

PASSWORD = "an acceptance test signs in"
_REGISTER = f"""mutation($i: RegisterCustomerInput!) {{
    done: registerCustomerAccount(input: $i) {{ {ERROR} }} }}"""
_LOGIN = f"mutation($n: String!, $p: String!) {{ done: login(username: $n, password: $p) {{ {ERROR} }} }}"


@dataclass(frozen=True)
class VendureAccounts:
    """Customers register with a mail address; a session's token is what they show."""

    graphql: GraphQL

    def customer(self, customer_id: str, email: str) -> dict[str, str]:
        """Register, unless there is such an account already, and sign in."""
        account = {"emailAddress": email, "firstName": "Ada", "lastName": "Reader", "password": PASSWORD}
        demand(self.graphql.shop({}, _REGISTER, i=account)["done"])
        found, token = self.graphql.with_session({}, _LOGIN, n=email, p=PASSWORD)
        demand(found["done"])
        return bearer(token)

    def guest(self, email: str) -> dict[str, str]:
        """A session of its own, which begins with a look at the cart."""
        return bearer(self.graphql.with_session({}, "{ activeOrder { id } }")[1])

    def staff(self) -> dict[str, str]:
        """Nothing: the staff's session is the adapter's own."""
        return {}
