"""Customers, and the payment methods kept for them."""

from __future__ import annotations

from environment.doubles.gateway import ids
from environment.doubles.gateway.errors import Refusal, Wire
from environment.doubles.gateway.operations import payment_methods
from environment.doubles.gateway.operations.call import Call, merged, refuse_unspoken
from environment.doubles.gateway.operations.listing import listed
from environment.doubles.gateway.parameters import Params
from environment.doubles.gateway.records.customer import Customer

_DETAILS = frozenset(
    {"address", "description", "email", "name", "phone", "preferred_locales", "shipping", "tax_exempt"}
)
_KNOWN = _DETAILS | {"metadata", "payment_method", "invoice_settings", "expand"}


def create(call: Call) -> Wire:
    refuse_unspoken(call.params, call.params.keys() - _KNOWN)
    customer = Customer(
        ids.new("cus", 14),
        call.ledger.now(),
        metadata=merged({}, call.params.get("metadata")),
        details=_details({}, call.params),
    )
    call.ledger.customers.add(customer)
    if method := call.params.get("payment_method"):
        try:
            payment_methods.attach(Call(call.ledger, {"customer": customer.id}, method))
        except Refusal:
            call.ledger.customers.remove(customer)
            raise
    call.ledger.emit("customer.created", customer.wire())
    return customer.wire()


def update(call: Call) -> Wire:
    customer = call.customer()
    refuse_unspoken(call.params, call.params.keys() - _KNOWN)
    customer.metadata = merged(customer.metadata, call.params.get("metadata"))
    customer.details = _details(customer.details, call.params)
    settings = call.params.get("invoice_settings") or {}
    customer.default_payment_method = settings.get("default_payment_method", customer.default_payment_method)
    call.ledger.customers.refile(customer)
    call.ledger.emit("customer.updated", customer.wire())
    return customer.wire()


def _details(before: Params, params: Params) -> Params:
    given = {name: value or None for name, value in params.items() if name in _DETAILS}
    return {name: value for name, value in (before | given).items() if value is not None}


def retrieve(call: Call) -> Wire:
    return call.customer().wire()


def delete(call: Call) -> Wire:
    """DELETE /v1/customers/{id}: the payment methods are detached with it."""
    customer = call.customer()
    for method in call.ledger.payment_methods.found(customer=customer.id):
        method.customer, method.used = None, True
        call.ledger.payment_methods.refile(method)
    call.ledger.customers.remove(customer)
    call.ledger.emit("customer.deleted", customer.wire())
    return customer.deleted()


def list_all(call: Call) -> Wire:
    return listed(call, call.ledger.customers, "/v1/customers", "customer", filters=("email",))


def payment_methods_of(call: Call) -> Wire:
    customer = call.customer()
    url = f"/v1/customers/{customer.id}/payment_methods"
    return payment_methods.page(call, url, {"customer": (customer.id,)})
