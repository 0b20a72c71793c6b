"""The headers with which each caller asks, and what is wrong with those that are flawed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from environment.topology import topology
from steps.drivers.api import bearer
from steps.drivers.webhooks import signature
from steps.tasks.permissions.bodies import Body
from steps.tasks.permissions.callers import FLAWS
from steps.tasks.permissions.request import Request
from steps.tasks.permissions.rules import Caller, GuardedOperation, Role, SpokenFor
from steps.tasks.permissions.scene import Buyer, Scene
from steps.world.ports import TOKEN_LIFE

Headers = Mapping[str, str]
_EXPIRED, _ELSEWHERE, _FORGED = FLAWS
_STAFF = ("warehouse", "warehouse@bookstore.example")
_PAST = timedelta(minutes=-6)  # also older than a webhook may be


@dataclass
class CallerHeaders:
    """The headers of every caller of one scene. What does not change is made once."""

    scene: Scene
    _known: dict[str, Headers] = field(default_factory=dict)

    def of(
        self, caller: Caller, operation: GuardedOperation, request: Request, body: Body | None
    ) -> list[Headers]:
        """The headers of the caller; several where a flaw is asked of each kind of allowed caller."""
        if caller.role is Role.FLAWED:
            return [*self._flawed(caller.flaw, operation, request, body)]
        buyer = self.buyer(caller)
        own = self._sound(caller, operation, _of_visit(buyer, operation), body)
        knows_cart = request.loose_cart and caller.role not in (Role.NO_CREDENTIALS, Role.GATEWAY)
        return [{**own, **self._loose_cart()} if knows_cart else own]

    def buyer(self, caller: Caller) -> Buyer:
        """The buyer whose objects the request of this caller names."""
        of_guest = caller.of_guest or caller.spoken_for is SpokenFor.GUEST
        return self.scene.guest if of_guest else self.scene.customer

    def _sound(self, caller: Caller, operation: GuardedOperation, own: Headers, body: Body | None) -> Headers:
        actors = self.scene.world.actors
        headers: Mapping[Role, Callable[[], Headers]] = {
            Role.CUSTOMER_WHO_OWNS: lambda: own,
            Role.GUEST_WHO_OWNS: lambda: own,
            Role.OTHER_CUSTOMER: lambda: actors.customer("stranger").credentials,
            Role.OTHER_GUEST: lambda: self.scene.strangers_cart,
            Role.STAFF: self._staff,
            Role.GATEWAY: lambda: self._signed(body),
            Role.SERVICE: lambda: self._service(caller, operation, own),
            Role.NO_CREDENTIALS: dict,
        }
        return headers[caller.role]()

    def _service(self, caller: Caller, operation: GuardedOperation, own: Headers) -> Headers:
        token = self.scene.calls.token(caller.service, operation.callee)
        match caller.spoken_for:
            case SpokenFor.CUSTOMER:
                return {**token, **self._for_customer()}
            case SpokenFor.GUEST:
                return {**token, **own}
            case _:
                return token

    def _flawed(
        self, flaw: str, operation: GuardedOperation, request: Request, body: Body | None
    ) -> Iterator[Headers]:
        """The flawed headers of each kind of caller that the operation admits."""
        loose = self._loose_cart() if request.loose_cart else {}
        for caller in sorted(operation.callers):
            if caller == "gateway":
                yield self._badly_signed(flaw, body)
            elif caller == "staff":
                yield {**bearer(self._person(flaw, *_STAFF, roles=("staff",))), **loose}
            elif caller == "customer":
                actor = self.scene.customer.actor
                yield {**bearer(self._person(flaw, str(actor.customer_id), actor.email)), **loose}
            else:
                yield {**bearer(self._peer(flaw, caller, operation.callee)), **self._for_customer(), **loose}

    def _person(self, flaw: str, *account: str, roles: tuple[str, ...] = ()) -> str:
        actors = self.scene.world.actors
        issuer = actors.untrusted_identity if flaw == _FORGED else actors.identity
        life = _PAST if flaw == _EXPIRED else TOKEN_LIFE
        audience = "another-shop" if flaw == _ELSEWHERE else "bookstore"
        return issuer.token(*account, roles=roles, life=life, audience=audience)

    def _peer(self, flaw: str, caller: str, callee: str) -> str:
        world = self.scene.world
        if flaw == _FORGED:
            return world.untrusted_service_tokens.token(caller, callee)
        if flaw == _EXPIRED:
            return world.service_tokens.token(caller, callee, life=_PAST)
        elsewhere = next(each for each in topology().services if each not in (caller, callee))
        return world.service_tokens.token(caller, elsewhere)

    def _signed(self, body: Body | None) -> Headers:
        world = self.scene.world
        return {"stripe-signature": signature(_sent(body), world.clock.now(), world.shop.webhooks.secret)}

    def _badly_signed(self, flaw: str, body: Body | None) -> Headers:
        world = self.scene.world
        now, secret = world.clock.now(), world.shop.webhooks.secret
        signed = _sent({"id": "evt_another"}) if flaw == _ELSEWHERE else _sent(body)
        at, key = now + _PAST if flaw == _EXPIRED else now, "whsec_another" if flaw == _FORGED else secret
        return {"stripe-signature": signature(signed, at, key)}

    def _for_customer(self) -> Headers:
        return {"on-behalf-of": f"customer:{self.scene.customer.actor.customer_id}"}

    def _loose_cart(self) -> Headers:
        return {"cart-token": self.scene.loose_cart[1]}

    def _staff(self) -> Headers:
        if "staff" not in self._known:
            self._known["staff"] = self.scene.world.actors.staff()
        return self._known["staff"]


def _of_visit(buyer: Buyer, operation: GuardedOperation) -> Headers:
    """A guest has a token for each cart: that of the cart at hand, or that of the cart that was bought."""
    about_cart = operation.callee == "cart" or operation.label == "POST /checkouts"
    return buyer.cart_headers if about_cart else buyer.order_headers


def _sent(body: Any) -> bytes:
    """The body as it is sent."""
    return json.dumps(body).encode()
