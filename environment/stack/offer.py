"""What a target offers to scenarios; those that need more are skipped before they begin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from environment.topology import bookstore_topology, topology
from steps.vocabulary.capabilities import Capability
from steps.vocabulary.policies import Policy

NO_BROWSER = "it is about the pages: add -D through=browser"


@dataclass(frozen=True)
class Offer:
    """What a target offers beside its topology.

    unsupported: the capabilities that are missing, each with the reason. not_offered: the port methods that
    its adapter does not have, such as "cart.claim", each with the reason. policies: those that do not hold.
    """

    unsupported: Mapping[Capability, str] = field(default_factory=dict)
    not_offered: Mapping[str, str] = field(default_factory=dict)
    policies: Mapping[Policy, str] = field(default_factory=dict)

    @property
    def is_complete(self) -> bool:
        """Whether no scenario can need more than is offered, but one about the pages."""
        return (
            not (self.unsupported.keys() - {Capability.BROWSER} or self.not_offered or self.policies)
            and _is_ours()
        )


def _is_ours() -> bool:
    """Whether the shop has every arrow of our own bookstore."""
    return topology() is bookstore_topology()
