"""The payments service, as the staff uses it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from steps.drivers.api import Api


@dataclass(frozen=True)
class PaymentsDriver:
    """Looks after the payments."""

    api: Api

    def circuit(self, staff: Mapping[str, str]) -> str:
        """Whether the gateway is asked: closed, open or half-open."""
        return str(self.api.call("GET", "/payments/circuit", staff)["circuit"])
