"""Vendure's two GraphQL APIs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from steps.drivers.adapter import AdapterContext
from steps.drivers.api import bearer
from steps.drivers.graphql import GraphQLApi

Credentials = Mapping[str, str]
ERROR = "__typename ... on ErrorResult { errorCode message }"
_SESSION, _STAFF = "vendure-auth-token", "staff"
_LOGIN = 'mutation { login(username: "superadmin", password: "superadmin") { __typename } }'


@dataclass(frozen=True)
class GraphQL:
    """Asks as a customer or as the staff."""

    context: AdapterContext

    def shop(self, credentials: Credentials, query: str, **variables: Any) -> dict[str, Any]:
        """The data that a customer or guest gets."""
        return self.with_session(credentials, query, **variables)[0]

    def with_session(
        self, credentials: Credentials, query: str, **variables: Any
    ) -> tuple[dict[str, Any], str]:
        """The same, and the token of the session; Vendure wants a session's currency with each request."""
        currency = self.context.memory.get(currency_key(credentials))
        api = GraphQLApi(self.context.api("customer", "checkout"), "/shop-api", {"FORBIDDEN": "not-found"})
        named = {"currencyCode": currency} if currency else {}
        data, headers = api.ask(credentials, query, variables, **named)
        return data, headers.get(_SESSION, "")

    def staff(self, query: str, **variables: Any) -> dict[str, Any]:
        """The data that the staff gets; it signs in once."""
        kept, api = self.context.memory, GraphQLApi(self.context.api("staff", "orders"), "/admin-api")
        if _STAFF not in kept:
            kept[_STAFF] = bearer(api.ask({}, _LOGIN, {})[1][_SESSION])
        return api.ask(kept[_STAFF], query, variables)[0]


def currency_key(credentials: Credentials) -> str:
    """By what the currency of a session is kept."""
    return f"currency of {credentials.get('authorization', '')}"
