"""What exchanges are held to: the OpenAPI documents of our services, the GraphQL schemas of a shop."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from environment.evidence.contract.check import ContractBreach, Contracts
from environment.evidence.recording.exchange import Exchange
from environment.stack.service_settings import SERVICES
from environment.stack.target import CheckedTarget
from environment.topology.integration import ABSENT, DRIVER
from steps.drivers.api import keep_alive_session
from steps.vocabulary.capabilities import Capability

if TYPE_CHECKING:
    from environment.evidence.contract.graphql_schema import GraphQLContracts

_DOCUMENT_SECONDS = 10


class TargetContracts:
    """One for a run; documents and schemas are requested when the first exchange is checked."""

    def __init__(self, target: CheckedTarget) -> None:
        self._target = target

    @property
    def is_known(self) -> bool:
        """Whether the documents have been requested."""
        return "openapi" in vars(self)

    @cached_property
    def openapi(self) -> Contracts:
        """The services' OpenAPI documents; none where no exchanges are recorded, or the API is not ours."""
        target = self._target
        none = Capability.FAULTS in target.unsupported or target.adapter is not None
        with keep_alive_session(target.authority) as session:
            answers = {
                name: session.get(f"{target.url(name)}/openapi.json", timeout=_DOCUMENT_SECONDS)
                for name in (() if none else SERVICES)
                if target.replaced.get(name) not in (DRIVER, ABSENT)
                and name not in target.drivers  # the API of another team, with a document of its own
            }
        served = {name: answer.json() for name, answer in answers.items()}
        return Contracts({**served, **target.documents})

    @cached_property
    def _graphql(self) -> GraphQLContracts | None:
        """The schemas of a shop with GraphQL; None where there are none."""
        if not (schemas := self._target.graphql_schemas()):
            return None
        from environment.evidence.contract.graphql_schema import GraphQLContracts  # noqa: PLC0415 - imports graphql-core, which few targets need

        return GraphQLContracts(schemas)

    def all_breaches(self, exchanges: Sequence[Exchange]) -> list[ContractBreach]:
        """The breaches of these exchanges, oldest first, each sentence once."""
        found = self.openapi.all_breaches(exchanges)
        return [*found, *(self._graphql.all_breaches(exchanges) if self._graphql else ())]
