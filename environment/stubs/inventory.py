"""The stub of inventory: titles, and the copies that checkouts set aside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from environment.stubs.shelf import Copies, StubbedShelf
from environment.stubs.stub import Answer, Stub, StubCall, StubRefusal, iso, offers

_LIFE = timedelta(seconds=900)
_FINAL = ("released", "restocked")


@dataclass
class StubbedReservation:
    """The copies that one checkout has set aside.

    Without copies where it was released before it was made, or where nothing of it exists in copies.
    """

    checkout_id: str
    state: str
    copies: Copies
    expires_at: datetime
    returned: Copies = field(default_factory=dict)
    exchanged: Copies = field(default_factory=dict)

    def shown(self) -> Mapping[str, Any]:
        shown = {**vars(self), "expires_at": iso(self.expires_at)}
        del shown["copies"]
        lists = {name: _lines(getattr(self, name)) for name in ("returned", "exchanged")}
        return {**shown, **lists, "lines": _lines(self.copies)}

    def left_of(self, sku: str) -> int:
        """The sold copies of a title that have not come back."""
        return self.copies.get(sku, 0) + self.exchanged.get(sku, 0) - self.returned.get(sku, 0)


class InventoryStub(Stub):
    """Inventory in memory."""

    service = "inventory"

    def forget(self) -> None:
        self._shelf = StubbedShelf()
        self._receipts: dict[str, tuple[str, int]] = {}
        self._reservations: dict[str, StubbedReservation] = {}
        self._returns: dict[str, Any] = {}
        self._exchanges: dict[str, Any] = {}

    @offers("PUT /titles/{sku}")
    def put_title(self, call: StubCall) -> Answer:
        return 200, self._shelf.put(call.path["sku"], call.body["title"], call.body.get("kind")).shown()

    @offers("POST /titles/{sku}/receipts")
    def receive(self, call: StubCall) -> Answer:
        title = self._shelf.title_in_copies(call.path["sku"])
        receipt = (call.path["sku"], call.body["copies"])
        if call.body["receipt_id"] not in self._receipts:
            self._receipts[call.body["receipt_id"]] = receipt
            title.on_hand += call.body["copies"]
        if self._receipts[call.body["receipt_id"]] != receipt:
            raise StubRefusal("conflicting-request", "this receipt was for another title or other copies")
        return 200, title.shown()

    @offers("PUT /titles/{sku}/on-hand")
    def count(self, call: StubCall) -> Answer:
        self._expire()
        title = self._shelf.title_in_copies(call.path["sku"])
        if call.body["copies"] < title.reserved:
            detail = f"{title.reserved} copies of {title.title!r} are reserved, more were expected"
            raise StubRefusal("below-reserved", detail, reserved=title.reserved)
        title.on_hand = call.body["copies"]
        return 200, title.shown()

    @offers("POST /titles/{sku}/withdrawal")
    def withdraw(self, call: StubCall) -> Answer:
        self._shelf.title(call.path["sku"]).withdrawn = True
        return 200, self._shelf.title(call.path["sku"]).shown()

    @offers("DELETE /titles/{sku}/withdrawal")
    def return_to_sale(self, call: StubCall) -> Answer:
        self._shelf.title(call.path["sku"]).withdrawn = False
        return 200, self._shelf.title(call.path["sku"]).shown()

    @offers("GET /availability")
    def availability(self, call: StubCall) -> Answer:
        self._expire()
        return 200, {"titles": [title.shown() for title in self._shelf.known(call.query["sku"])]}

    @offers("PUT /reservations/{checkout_id}")
    def reserve(self, call: StubCall) -> Answer:
        self._expire()
        checkout_id, wanted = call.path["checkout_id"], _copies(call.body["lines"])
        known = self._reservations.get(checkout_id)
        if known and known.state in _FINAL:
            raise _released(checkout_id)
        if known and known.copies not in (wanted, self._shelf.in_copies(wanted)):
            raise StubRefusal("conflicting-request", f"checkout {checkout_id} has reserved something else")
        if known is None or known.state == "expired":
            self._shelf.require(wanted, "out-of-stock", "not enough copies")
            held = self._shelf.in_copies(wanted)
            self._shelf.move(held, reserved=1)
            life = timedelta(seconds=call.body.get("hold_seconds") or _LIFE.total_seconds())
            made = StubbedReservation(checkout_id, "held", held, self.now() + life)
            self._reservations[checkout_id] = made
        return 201 if known is None else 200, self._reservations[checkout_id].shown()

    @offers("GET /reservations/{checkout_id}")
    def reservation(self, call: StubCall) -> Answer:
        self._expire()
        return 200, self._found(call).shown()

    @offers("POST /reservations/{checkout_id}/confirmation")
    def confirm(self, call: StubCall) -> Answer:
        self._expire()
        found = self._found(call)
        if found.state == "released":
            raise _released(found.checkout_id)
        if found.state == "expired":
            self._shelf.require(
                found.copies, "reservation-expired", "no longer reserved", even_withdrawn=True
            )
            self._shelf.move(found.copies, reserved=1)
        if found.state in ("held", "expired"):
            self._shelf.move(found.copies, reserved=-1, on_hand=-1)
            found.state = "confirmed"
        return 200, found.shown()

    @offers("POST /reservations/{checkout_id}/release")
    def release(self, call: StubCall) -> Answer:
        return self._give_up(call.path["checkout_id"], "released")

    @offers("POST /reservations/{checkout_id}/restock")
    def restock(self, call: StubCall) -> Answer:
        return self._give_up(call.path["checkout_id"], "restocked")

    @offers("POST /reservations/{checkout_id}/returns")
    def take_back(self, call: StubCall) -> Answer:
        found, copies = self._found(call), _copies(call.body["lines"])
        asked = (found.checkout_id, copies, call.body.get("counted", False))
        if (known := self._returns.get(call.body["return_id"], asked)) != asked:
            raise StubRefusal("conflicting-request", "this return was for other copies")
        if call.body["return_id"] in self._returns:
            return 200, found.shown()
        if found.state != "confirmed":
            raise StubRefusal("not-sold", f"the copies of this checkout are {found.state}", state=found.state)
        for sku, count in copies.items():
            most = found.left_of(sku)
            if count > most:
                detail = f"at most {most} copies of {sku} can come back"
                raise StubRefusal("more-than-sold", detail, returnable=most)
        self._returns[call.body["return_id"]] = known
        found.returned = _sum(found.returned, copies)
        if not call.body.get("counted", False):
            self._shelf.move(copies, on_hand=1)
        return 200, found.shown()

    @offers("POST /reservations/{checkout_id}/exchanges")
    def exchange(self, call: StubCall) -> Answer:
        self._expire()
        found, copies = self._found(call), _copies(call.body["lines"])
        asked, name = (found.checkout_id, copies), call.body["exchange_id"]
        if self._exchanges.get(name, asked) != asked:
            raise StubRefusal("conflicting-request", "this exchange was for other copies")
        if name in self._exchanges:
            return 200, found.shown()
        if found.state != "confirmed" or any(
            count > found.copies.get(sku, 0) for sku, count in copies.items()
        ):
            raise StubRefusal("not-sold", "these copies were not sold", state=found.state)
        self._shelf.require(copies, "out-of-stock", "not enough copies", even_withdrawn=True)
        self._shelf.move(copies, on_hand=-1)
        self._exchanges[name] = asked
        found.exchanged = _sum(found.exchanged, copies)
        return 200, found.shown()

    def _found(self, call: StubCall) -> StubbedReservation:
        checkout_id = call.path["checkout_id"]
        if checkout_id not in self._reservations:
            raise StubRefusal("reservation-not-found", f"checkout {checkout_id} has reserved nothing")
        return self._reservations[checkout_id]

    def _give_up(self, checkout_id: str, state: str) -> Answer:
        self._expire()
        tombstone = StubbedReservation(checkout_id, state, {}, self.now())
        found = self._reservations.setdefault(checkout_id, tombstone)
        if found.state == "confirmed" and state == "released":
            raise StubRefusal("already-confirmed", f"the copies of checkout {checkout_id} are sold")
        if found.state == "held":
            self._shelf.move(found.copies, reserved=-1)
        if found.state == "confirmed":
            self._shelf.move({sku: found.left_of(sku) for sku in found.copies}, on_hand=1)
        if found.state not in _FINAL:
            found.state = state
        return 200, found.shown()

    def _expire(self) -> None:
        for each in self._reservations.values():
            if each.state == "held" and each.expires_at <= self.now():
                self._shelf.move(each.copies, reserved=-1)
                each.state = "expired"


def _released(checkout_id: str) -> StubRefusal:
    return StubRefusal("already-released", f"the reservation of checkout {checkout_id} was released")


def _copies(lines: list[dict[str, Any]]) -> Copies:
    return {line["sku"]: line["quantity"] for line in sorted(lines, key=lambda line: str(line["sku"]))}


def _sum(known: Copies, more: Copies) -> Copies:
    return {sku: known.get(sku, 0) + more.get(sku, 0) for sku in dict.fromkeys((*known, *more))}


def _lines(copies: Copies) -> list[Mapping[str, Any]]:
    return [{"sku": sku, "quantity": count} for sku, count in copies.items()]
