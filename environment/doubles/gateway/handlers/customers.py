"""Customers: created, found by id, and listed by mail address."""

from __future__ import annotations

from environment.doubles.gateway import ids
from environment.doubles.gateway.errors import JsonObject
from environment.doubles.gateway.handlers import payment_methods
from environment.doubles.gateway.handlers.context import RequestContext, merged_metadata, refuse_unsupported
from environment.doubles.gateway.handlers.listing import list_page
from environment.doubles.gateway.parameters import Params
from environment.doubles.gateway.records.customer import CustomerRecord

_DETAILS = frozenset(
    {"address", "description", "email", "name", "phone", "preferred_locales", "shipping", "tax_exempt"}
)
_KNOWN = _DETAILS | {"metadata", "payment_method", "expand"}


def create(context: RequestContext) -> JsonObject:
    """POST /v1/customers; `payment_method` is attached at once. A refusal leaves no customer behind."""
    ledger, params = context.ledger, context.params
    refuse_unsupported(params, params.keys() - _KNOWN)
    metadata = merged_metadata({}, params.get("metadata"))
    method_id = params.get("payment_method")
    method = payment_methods.attachable(ledger, method_id) if method_id else None
    customer = ledger.customers.add(
        CustomerRecord(ids.new("cus", 14), ledger.now(), metadata=metadata, details=_details(params))
    )
    if method is not None:
        payment_methods.attach_to(ledger, method, customer.id)
    ledger.emit("customer.created", customer.to_json())
    return customer.to_json()


def _details(params: Params) -> Params:
    return {name: value for name, value in params.items() if name in _DETAILS and value}


def retrieve(context: RequestContext) -> JsonObject:
    """GET /v1/customers/{id}"""
    return context.customer().to_json()


def list_all(context: RequestContext) -> JsonObject:
    """GET /v1/customers: all, or those with one mail address."""
    return list_page(context, context.ledger.customers, "/v1/customers", "customer", filters=("email",))
