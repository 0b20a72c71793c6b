"""Titles: unknown, without copies, on sale, counted, reserved to the last copy, withdrawn, e-books."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from steps.tasks.moves.machine import NONE, Bench, Machine, TriedOperation, nothing
from steps.tasks.requests.repeatable_ids import id_of
from steps.world.catalog import isbn_of

_RECEIVED, _COUNTED = 5, 4
_EBOOK = "ebook"
_NOTHING_LEFT: Mapping[str, Any] = {"copies": 0}


@dataclass(frozen=True)
class TitleOfStaff:
    """A title with a SKU of its own, of which one checkout may reserve copies."""

    bench: Bench
    sku: str

    @classmethod
    def begun(cls, bench: Bench, _: str) -> TitleOfStaff:
        """A title that the shop does not have yet."""
        return cls(bench, isbn_of(str(uuid4())))

    def asked_by_staff(self, method: str, path: str = "", body: Mapping[str, Any] | None = None) -> Any:
        """The answer to the staff; the path is the one after the SKU."""
        return self.bench.calls.by("staff", "inventory", method, f"/titles/{self.sku}{path}", body)

    def put(self) -> Any:
        """Add the title, or name it again."""
        return self.asked_by_staff("PUT", body={"title": "Dune"})

    def put_as_ebook(self) -> Any:
        """Add the title as one that does not exist in copies."""
        return self.asked_by_staff("PUT", body={"title": "Dune", "kind": _EBOOK})

    def receive(self, copies: int = _RECEIVED, receipt: str = "") -> Any:
        """Receive copies, under the id of the first receipt where no other is given."""
        receipt_id = receipt or id_of(self.sku, "the receipt")
        return self.asked_by_staff("POST", "/receipts", {"receipt_id": receipt_id, "copies": copies})

    def reserve(self, copies: int, checkout: str) -> Any:
        """A checkout reserves copies."""
        body = {"lines": [{"sku": self.sku, "quantity": copies}]}
        return self._of_checkout("PUT", checkout, "", body)

    def state(self) -> str:
        """What the staff sees of it."""
        found = self.bench.calls.by("staff", "inventory", "GET", f"/availability?sku={self.sku}")["titles"]
        if not found:
            return NONE
        (title,) = found
        if title["withdrawn"]:
            return "withdrawn"
        if title["kind"] == _EBOOK:
            return "e-book"
        if not title["on_hand"]:
            return "without copies"
        if title["on_hand"] == title["reserved"]:
            return "reserved"
        return "counted" if title["on_hand"] == _COUNTED else "on sale"

    def give_up(self) -> None:
        """Release what the checkouts have reserved."""
        for checkout in ("the checkout", "another checkout"):
            self._of_checkout("POST", checkout, "/release", None)

    def _of_checkout(self, method: str, checkout: str, path: str, body: Mapping[str, Any] | None) -> Any:
        reservation = f"/reservations/{id_of(self.sku, checkout)}{path}"
        return self.bench.calls.by("checkout", "inventory", method, reservation, body)


def _on_sale(*acts: Callable[[TitleOfStaff], object]) -> Callable[[TitleOfStaff], None]:
    def bring(title: TitleOfStaff) -> None:
        title.put()
        title.receive()
        for act in acts:
            act(title)

    return bring


def _asked(method: str, path: str, body: Mapping[str, Any] | None = None) -> TriedOperation[TitleOfStaff]:
    return TriedOperation(
        f"inventory: {method} /titles/{{sku}}{path}", lambda title: title.asked_by_staff(method, path, body)
    )


_RECEIPTS = "inventory: POST /titles/{sku}/receipts"
_WITHDRAWAL = _asked("POST", "/withdrawal")

TITLE = Machine(
    begin=TitleOfStaff.begun,
    states={
        NONE: nothing,
        "without copies": TitleOfStaff.put,
        "on sale": _on_sale(),
        "counted": _on_sale(_asked("PUT", "/on-hand", {"copies": _COUNTED}).make),
        "reserved": _on_sale(lambda title: title.reserve(_RECEIVED, "the checkout")),
        "withdrawn": _on_sale(_WITHDRAWAL.make),
        "e-book": TitleOfStaff.put_as_ebook,
    },
    operations={
        "title": _asked("PUT", "", {"title": "Dune Messiah"}),
        "receipt": TriedOperation(_RECEIPTS, lambda title: title.receive(3, str(uuid4()))),
        "the same receipt": TriedOperation(_RECEIPTS, TitleOfStaff.receive),
        "other copies under its id": TriedOperation(_RECEIPTS, lambda title: title.receive(_RECEIVED + 1)),
        "stock count": _asked("PUT", "/on-hand", _NOTHING_LEFT),
        "withdrawal": _WITHDRAWAL,
        "return to sale": _asked("DELETE", "/withdrawal"),
        "reservation": TriedOperation(
            "inventory: PUT /reservations/{checkout_id}", lambda title: title.reserve(1, "another checkout")
        ),
    },
    state_of=TitleOfStaff.state,
    end=TitleOfStaff.give_up,
)
