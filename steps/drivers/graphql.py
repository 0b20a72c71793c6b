"""A GraphQL endpoint, for the adapters of shops that have one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from steps.drivers.api import Api, Refused, ServerFailed

_FIRST_FIELD = re.compile(r"\{\s*(?:\w+:\s*)?(\w+)")
_CONNECTS_WITHIN = 2.0  # seconds


@dataclass(frozen=True)
class GraphQLApi:
    """Asks one endpoint.

    GraphQL has one path: the name of the first field is added to it (`?op=addPaymentToOrder`), so that
    faults tell operations apart. slugs: by the code of an error in `errors`, our slug where it is a refusal;
    any other error there is ServerFailed.
    """

    api: Api
    path: str
    slugs: Mapping[str, str] = field(default_factory=dict)

    def ask(
        self, credentials: Mapping[str, str], query: str, variables: Mapping[str, Any], **parameters: str
    ) -> tuple[dict[str, Any], Mapping[str, str]]:
        """The data and the headers of the answer. Raises Refused, ServerFailed."""
        named = _FIRST_FIELD.search(query)
        answer = self.api.session.post(
            f"{self.api.base_url}{self.path}",
            params={"op": named[1] if named else "query", **parameters},
            json={"query": query, "variables": dict(variables)},
            headers={**self.api.correlation.headers(), **credentials},
            timeout=(_CONNECTS_WITHIN, self.api.correlation.patience),
        )
        try:
            found = answer.json()
        except ValueError:
            raise ServerFailed(f"{self.path} answered {answer.status_code} without JSON") from None
        for error in found.get("errors") or ():
            code = str((error.get("extensions") or {}).get("code"))
            if code in self.slugs:
                raise Refused(self.slugs[code], error["message"], answer.status_code, {"code": code})
            raise ServerFailed(f"{self.path}: {code} {error['message']}")
        return found["data"], answer.headers


def demand(
    result: Mapping[str, Any], slugs: Mapping[str, str] | None = None, **members: Any
) -> dict[str, Any]:
    """A result that may be an error with `errorCode` and `message`, as many schemas have them.

    Raises Refused for an error: with our slug, or with its code in small letters.
    """
    if "errorCode" in result:
        code = str(result["errorCode"])
        slug = (slugs or {}).get(code, code.lower().replace("_", "-"))
        raise Refused(slug, str(result["message"]), 409, {**result, **members})
    return dict(result)
