"""Dependencies of routes that give the caller, or refuse the request."""

from __future__ import annotations

from typing import Annotated, cast

from fastapi import Depends, Header, Request

from bookstore.platform import security
from bookstore.platform.auth import Authenticator, Customer, Guest, NotAllowed, Peer, Principal
from bookstore.platform.security import admits


@admits(security.CUSTOMER, security.GUEST, security.ANY_SERVICE)
async def principal(request: Request) -> Principal:
    """The caller, authenticated by the credentials of the request; raises NotAuthenticated."""
    authenticator = cast(Authenticator, request.app.state.authenticator)
    return authenticator.principal(request.headers)


class Buyers:
    """A dependency that gives the customer or guest who calls, or on whose behalf a named service calls.

    A service that is not named is refused: with any customer's id it could buy and cancel as the customer.
    """

    def __init__(self, *through: str) -> None:
        self._through = frozenset(through)
        spoken = [security.service(name, beside) for name in sorted(through) for beside in security.BUYER]
        self.admitted = (security.CUSTOMER, security.GUEST, *spoken)

    async def __call__(self, caller: Annotated[Principal, Depends(principal)]) -> Customer | Guest:
        if not isinstance(caller, Peer):
            return caller
        if caller.name not in self._through:
            raise NotAllowed("this act needs a customer or a guest who calls: no service may speak for them")
        if caller.buyer is None:
            raise NotAllowed(
                "this act needs a customer or a guest: send On-Behalf-Of or the guest's cart token"
            )
        return caller.buyer


@admits(security.STAFF)
async def staff(caller: Annotated[Principal, Depends(principal)]) -> Customer:
    """The member of staff who calls; raises NotAllowed."""
    if not isinstance(caller, Customer) or "staff" not in caller.roles:
        raise NotAllowed("this act is for the bookstore's staff")
    return caller


@admits(security.CUSTOMER)
async def signed_in(caller: Annotated[Principal, Depends(principal)]) -> Customer:
    """The customer who calls with an account; raises NotAllowed."""
    if not isinstance(caller, Customer):
        raise NotAllowed("this act needs a signed-in customer")
    return caller


@admits(security.ANONYMOUS, security.CUSTOMER, security.GUEST)
async def anyone(request: Request) -> None:
    """Any person, also without credentials; raises NotAllowed for a service."""
    if "authorization" in request.headers and isinstance(await principal(request), Peer):
        raise NotAllowed("this act is for people: no service may speak for them")


class Peers:
    """A dependency that admits only the named services, and staff where `staff_too` is set."""

    def __init__(self, *names: str, staff_too: bool = False) -> None:
        self._names = frozenset(names)
        self._staff_too = staff_too
        services = [security.service(name) for name in sorted(names)]
        self.admitted = (*services, security.STAFF) if staff_too else tuple(services)

    async def __call__(self, caller: Annotated[Principal, Depends(principal)]) -> Principal:
        if isinstance(caller, Peer) and caller.name in self._names:
            return caller
        if self._staff_too and isinstance(caller, Customer) and "staff" in caller.roles:
            return caller
        raise NotAllowed(f"this act is for: {', '.join(sorted(self._names)) or 'staff'}")


@admits(security.CUSTOMER, security.GUEST)
async def buyer_or_staff(caller: Annotated[Principal, Depends(principal)]) -> Customer | Guest:
    """The customer, the guest or the member of staff who calls; raises NotAllowed for a service."""
    if isinstance(caller, Peer):
        raise NotAllowed("this act is for people: no service may speak for them")
    return caller


CurrentBuyer = Annotated[Customer | Guest, Depends(Buyers())]
BuyerOrStaff = Annotated[Customer | Guest, Depends(buyer_or_staff)]
"""A buyer, for orders of their own; a `Customer` with the role `staff`, for every order."""
SignedIn = Annotated[Customer, Depends(signed_in)]
CartToken = Annotated[str, Header(alias="Cart-Token", min_length=1, max_length=200)]
"""The token of a guest, beside the credentials of the customer who calls."""
Staff = Annotated[Customer, Depends(staff)]
