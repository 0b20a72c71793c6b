"""Dependencies for routes: the caller, as the route needs it."""

from __future__ import annotations

from typing import Annotated, cast

from fastapi import Depends, Request

from bookstore.platform.auth import Authenticator, Customer, Guest, NotAllowed, Peer, Principal


async def principal(request: Request) -> Principal:
    """Whoever calls, with credentials that hold."""
    authenticator = cast(Authenticator, request.app.state.authenticator)
    return authenticator.principal(request.headers)


async def buyer(caller: Annotated[Principal, Depends(principal)]) -> Customer | Guest:
    """A customer or a guest, calling directly or through a service that speaks for them."""
    found = caller.buyer if isinstance(caller, Peer) else caller
    if found is None:
        raise NotAllowed("this act needs a shopper: send On-Behalf-Of or the guest's cart token")
    return found


async def staff(caller: Annotated[Principal, Depends(principal)]) -> Customer:
    """Somebody of the bookstore's staff."""
    if not isinstance(caller, Customer) or "staff" not in caller.roles:
        raise NotAllowed("this act is for the bookstore's staff")
    return caller


class Peers:
    """A dependency that lets only the named services pass (and staff, where said so)."""

    def __init__(self, *names: str, staff_too: bool = False) -> None:
        self._names = frozenset(names)
        self._staff_too = staff_too

    async def __call__(self, caller: Annotated[Principal, Depends(principal)]) -> Principal:
        if isinstance(caller, Peer) and caller.name in self._names:
            return caller
        if self._staff_too and isinstance(caller, Customer) and "staff" in caller.roles:
            return caller
        raise NotAllowed(f"this act is for: {', '.join(sorted(self._names))}")


CurrentBuyer = Annotated[Customer | Guest, Depends(buyer)]
Staff = Annotated[Customer, Depends(staff)]
