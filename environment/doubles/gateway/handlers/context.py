"""What a handler is given, and checks that several handlers share."""

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
    """One request: its checked parameters, and the id in its path ("" where it has none)."""

    ledger: Ledger
    params: Params
    object_id: str = ""

    def intent(self) -> PaymentIntentRecord:
        """The payment intent in the path. Raises GatewayRefusal resource_missing (404)."""
        return self._in(self.ledger.payment_intents, "payment_intent", "intent")

    def customer(self) -> CustomerRecord:
        """The customer in the path. Raises GatewayRefusal resource_missing (404)."""
        return self._in(self.ledger.customers, "customer", "id")

    def payment_method(self) -> PaymentMethodRecord:
        """The payment method in the path. Raises GatewayRefusal resource_missing (404)."""
        return self._in(self.ledger.payment_methods, "PaymentMethod", "id")

    def _in(self, store: ObjectStore[T], kind: str, param: str) -> T:
        found = store.get(self.object_id)
        if found is None:
            refusal = no_such(kind, self.object_id)
            refusal.param = param
            raise refusal
        return found


def referenced(store: ObjectStore[T], kind: str, identity: str, param: str) -> T:
    """The object whose id the parameter `param` has. Raises GatewayRefusal resource_missing (400)."""
    found = store.get(identity)
    if found is None:
        raise no_such(kind, identity, param=param)
    return found


def refuse_unsupported(params: Params, names: Iterable[str]) -> None:
    """Raises GatewayRefusal for a parameter that the sandbox does not implement."""
    for name in sorted(names):
        if name in params:
            raise invalid(f"This sandbox does not offer `{name}`.", param=name)


def merged_metadata(metadata: dict[str, str], sent: dict[str, str] | str | None) -> dict[str, str]:
    """Metadata after an update: "" as a value removes the key, "" for the whole removes all keys.

    https://docs.stripe.com/api/metadata: at most 50 keys of 40 characters with values of 500.

    Raises:
        GatewayRefusal: a key or value is too long, or there are too many keys.
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
