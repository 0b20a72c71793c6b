"""Who people are to a shop that trusts our identity provider."""

from __future__ import annotations

from dataclasses import dataclass

from steps.world.ports import Identity


@dataclass(frozen=True)
class TokenAccounts:
    """Who people are to our own bookstore: tokens of its identity provider say it."""

    identity: Identity

    def customer(self, customer_id: str, email: str) -> dict[str, str]:
        """A bearer token for this customer."""
        return {"authorization": f"Bearer {self.identity.token(customer_id, email)}"}

    def guest(self, email: str) -> dict[str, str]:
        """Nothing: the cart brings the token of a guest."""
        return {}

    def staff(self) -> dict[str, str]:
        """A bearer token for a member of the warehouse's staff."""
        token = self.identity.token("warehouse", "warehouse@bookstore.example", roles=("staff",))
        return {"authorization": f"Bearer {token}"}
