"""One request as an operation sees it, and what every operation asks of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from environment.doubles.gateway.errors import invalid, no_such
from environment.doubles.gateway.ledger import Ledger
from environment.doubles.gateway.object_store import ObjectStore, StoredObject
from environment.doubles.gateway.parameters import Params
from environment.doubles.gateway.records.customer import CustomerRecord
from environment.doubles.gateway.records.payment_intent import PaymentIntentRecord
from environment.doubles.gateway.records.payment_method import PaymentMethodRecord

T = TypeVar("T", bound=StoredObject)

_MOST_KEYS, _LONGEST_KEY, _LONGEST_VALUE = 50, 40, 500


@dataclass(frozen=True, slots=True)
class RequestContext:
    """`subject` is the id in the path, "" when there is none."""

    ledger: Ledger
    params: Params
    object_id: str = ""

    def intent(self) -> PaymentIntentRecord:
        return self._of(self.ledger.payment_intents, "payment_intent", "intent")

    def customer(self) -> CustomerRecord:
        return self._of(self.ledger.customers, "customer", "id")

    def payment_method(self) -> PaymentMethodRecord:
        return self._of(self.ledger.payment_methods, "PaymentMethod", "id")

    def _of(self, table: ObjectStore[T], kind: str, param: str) -> T:
        found = table.get(self.object_id)
        if found is None:
            refusal = no_such(kind, self.object_id)
            refusal.param = param
            raise refusal
        return found


def named(table: ObjectStore[T], kind: str, identity: str, param: str) -> T:
    """The object that a parameter names. Raises Refusal resource_missing (400)."""
    found = table.get(identity)
    if found is None:
        raise no_such(kind, identity, param=param)
    return found


def refuse_unsupported(params: Params, names: Iterable[str]) -> None:
    """Silence would look like support: what a bookstore's checkout does not use is refused by name."""
    for name in sorted(names):
        if name in params:
            raise invalid(f"This sandbox does not offer `{name}`.", param=name)


def merged_metadata(metadata: dict[str, str], sent: dict[str, str] | str | None) -> dict[str, str]:
    """Metadata after an update: "" for a key removes it, "" for all of it empties it.

    https://docs.stripe.com/api/metadata: up to 50 keys of 40 characters with values of 500.
    """
    if sent is None:
        return metadata
    if isinstance(sent, str):
        return {}
    for key, value in sent.items():
        if len(key) > _LONGEST_KEY:
            raise invalid(f"Metadata keys can have up to {_LONGEST_KEY} characters.", param="metadata")
        if len(value) > _LONGEST_VALUE:
            raise invalid(
                f"Metadata values can have up to {_LONGEST_VALUE} characters, but you passed in a value that"
                f" is {len(value)} characters.",
                param=f"metadata[{key}]",
            )
    together = {key: value for key, value in (metadata | sent).items() if value != ""}
    if len(together) > _MOST_KEYS:
        raise invalid(f"Metadata can have up to {_MOST_KEYS} keys.", param="metadata")
    return together
