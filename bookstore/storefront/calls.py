"""Calls to the other services, each with the credentials of the buyer: the storefront has none itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from bookstore.platform.http import ServiceAnswer, ServiceClient
from bookstore.platform.problem import NOT_AUTHENTICATED

NAME = "storefront"


class NoToken:
    """The storefront shows no token of its own: it may do what its buyer may do, and nothing else."""

    name = NAME

    def for_audience(self, audience: str) -> str:
        return ""


class ServiceRefused(Exception):
    """A service refused the buyer's request: `slug` and `detail` of its problem document, and `members`."""

    def __init__(self, answer: ServiceAnswer) -> None:
        super().__init__(f"{answer.arrow}: {answer.problem}")
        self.slug = answer.problem
        self.status = answer.status
        self.detail = str(answer.body.get("detail", ""))
        self.members: Mapping[str, Any] = answer.body

    @property
    def errors(self) -> Mapping[str, str]:
        """The reasons by the last name of each field that an invalid request has."""
        found = self.members.get("errors")
        named = [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []
        return {str(each.get("field")).rpartition(".")[2]: str(each.get("reason")) for each in named}


class SessionEnded(Exception):
    """The buyer's token is not taken any more: they have to sign in again."""


class BuyerClient(ServiceClient):
    """The client of a service that buyers may call. A refusal raises ServiceRefused or SessionEnded.

    A problem document with 503 is a refusal as well: the service has decided, and says what to do.
    """

    def ask(
        self,
        method: str,
        path: str,
        credentials: Mapping[str, str],
        body: BaseModel | None = None,
        key: str | None = None,
    ) -> ServiceAnswer:
        """One call. `key` is its idempotency key. Raises CallFailed where there is no reliable answer."""
        headers = {**credentials, **({"idempotency-key": key} if key else {})}
        answer = self.call(method, path, body, headers)
        if answer.accepted:
            return answer
        if answer.problem == NOT_AUTHENTICATED.slug:
            raise SessionEnded
        raise ServiceRefused(answer)

    def _tells_the_outcome(self, status: int) -> bool:
        return status == 503 or super()._tells_the_outcome(status)
