"""Customers: made, found by id, and listed by mail address."""

from __future__ import annotations

from environment.doubles.gateway import ids
from environment.doubles.gateway.errors import Wire
from environment.doubles.gateway.operations import payment_methods
from environment.doubles.gateway.operations.call import Call, merged, refuse_unspoken
from environment.doubles.gateway.operations.listing import listed
from environment.doubles.gateway.parameters import Params
from environment.doubles.gateway.records.customer import Customer

_DETAILS = frozenset(
    {"address", "description", "email", "name", "phone", "preferred_locales", "shipping", "tax_exempt"}
)
_KNOWN = _DETAILS | {"metadata", "payment_method", "expand"}


def create(call: Call) -> Wire:
    """POST /v1/customers; `payment_method` is attached at once. Raises Refusal before anything is stored."""
    ledger, params = call.ledger, call.params
    refuse_unspoken(params, params.keys() - _KNOWN)
    metadata = merged({}, params.get("metadata"))
    named = params.get("payment_method")
    method = payment_methods.attachable(ledger, named) if named else None
    customer = ledger.customers.add(
        Customer(ids.new("cus", 14), ledger.now(), metadata=metadata, details=_details(params))
    )
    if method is not None:
        payment_methods.attach_to(ledger, method, customer.id)
    ledger.emit("customer.created", customer.wire())
    return customer.wire()


def _details(params: Params) -> Params:
    return {name: value for name, value in params.items() if name in _DETAILS and value}


def retrieve(call: Call) -> Wire:
    """GET /v1/customers/{id}"""
    return call.customer().wire()


def list_all(call: Call) -> Wire:
    """GET /v1/customers: all, or those with one mail address."""
    return listed(call, call.ledger.customers, "/v1/customers", "customer", filters=("email",))
