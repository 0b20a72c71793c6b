"""Vendure's two GraphQL APIs, over the suite's HTTP."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from steps.drivers.adapter import AdapterContext
from steps.drivers.api import Refused, ServerFailed, bearer
from steps.vocabulary.money import Money, decimals_of

Credentials = Mapping[str, str]
_OPERATION = re.compile(r"\{\s*(?:done: )?(\w+)")
_SESSION = "vendure-auth-token"
_STAFF = "staff"


@dataclass(frozen=True)
class GraphQL:
    """Asks as a customer or as the staff.

    GraphQL has one path: the name of the operation is added to it, so that faults and drawings tell calls
    apart.
    """

    context: AdapterContext

    def shop(self, credentials: Credentials, query: str, **variables: Any) -> dict[str, Any]:
        """The data that a customer or guest gets."""
        return self.asked("customer", credentials, query, variables)[0]

    def staff(self, query: str, **variables: Any) -> dict[str, Any]:
        """The data that the staff gets; it signs in once."""
        kept = self.context.memory
        if _STAFF not in kept:
            login = 'mutation { login(username: "superadmin", password: "superadmin") { __typename } }'
            kept[_STAFF] = self.asked("staff", {}, login, {})[1]
        return self.asked("staff", bearer(kept[_STAFF]), query, variables)[0]

    def asked(
        self, caller: str, credentials: Credentials, query: str, variables: Mapping[str, Any]
    ) -> tuple[dict[str, Any], str]:
        """The data and the session's token. Raises ServerFailed for an error that is no result of the API."""
        named = _OPERATION.search(query)
        callee, path = ("orders", "admin-api") if caller == "staff" else ("checkout", "shop-api")
        api, currency = (
            self.context.api(caller, callee),
            self.context.memory.get(credentials_key(credentials)),
        )
        answer = api.session.post(
            f"{api.base_url}/{path}",
            params={"op": named[1] if named else "query", **({"currencyCode": currency} if currency else {})},
            json={"query": query, "variables": dict(variables)},
            headers={**api.correlation.headers(), **credentials},
            timeout=(2.0, api.correlation.patience),
        )
        try:
            found = answer.json()
        except ValueError:
            raise ServerFailed(f"{path} answered {answer.status_code} without JSON") from None
        for error in found.get("errors", ()):
            code = error.get("extensions", {}).get("code")
            if code == "FORBIDDEN":
                raise Refused("not-found", error["message"], 403)
            raise ServerFailed(f"{path}: {code} {error['message']}")
        return found["data"], answer.headers.get(_SESSION, "")


def credentials_key(credentials: Credentials) -> str:
    """By what the currency of a session is kept: Vendure wants it with each request."""
    return f"currency of {credentials.get('authorization', '')}"


def demand(result: Mapping[str, Any], slugs: Mapping[str, str], **members: Any) -> Mapping[str, Any]:
    """The result of a mutation. Raises Refused for an ErrorResult, with our slug for it."""
    if "errorCode" in result:
        code = result["errorCode"]
        slug = slugs.get(code, code.lower().replace("_", "-"))
        raise Refused(slug, result["message"], 409, {**result, **members})
    return result


def money(hundredths: int, currency: str) -> Money:
    """Vendure counts hundredths of every currency."""
    return Money(round(hundredths * 10 ** (decimals_of(currency) - 2)), currency)


def hundredths(price: Money) -> int:
    """What Vendure counts."""
    return round(price.amount * 10 ** (2 - decimals_of(price.currency)))
