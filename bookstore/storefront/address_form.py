"""What is typed on the address page: where the order goes, and its bill where that is another address.

A field of the billing address has the name of the same field of the delivery address, behind `BILL`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from bookstore.platform.addresses import DeliveryAddress
from bookstore.platform.schemas import EmailAddress, reason_of
from bookstore.storefront.catalogs import translatable
from bookstore.storefront.forms import SubmittedForm
from bookstore.storefront.session import Billing, Delivery

ADDRESS_FIELDS = ("name", "line1", "line2", "city", "region", "postal_code", "country")
BILL = "bill_"
BILL_ELSEWHERE = "bill_elsewhere"
_DELIVERY_FIELDS = ("email", *ADDRESS_FIELDS)
_NEEDED = ("email", "name", "line1", "country")
_MISSING = translatable("Please fill this in.")
_TOO_LONG = {
    16: translatable("This is too long: at most 16 characters fit."),
    100: translatable("This is too long: at most 100 characters fit."),
    254: translatable("This is too long: at most 254 characters fit."),
}


class _DeliveryForm(DeliveryAddress):
    """The same address as the services take, and the mail address beside it."""

    email: EmailAddress


def typed_addresses(form: SubmittedForm) -> tuple[Delivery, Billing]:
    """Both addresses of the form, each field as it was typed; the second is empty where it is not wanted."""
    elsewhere = bool(form.text(BILL_ELSEWHERE))
    delivery = {name: text for name in _DELIVERY_FIELDS if (text := form.text(name))}
    billing = {name: text for name in ADDRESS_FIELDS if (text := form.text(BILL + name))}
    return (
        Delivery(fields=delivery, bill_elsewhere=elsewhere),
        Billing(fields=billing if elsewhere else {}),
    )


def typed_address(form: SubmittedForm) -> dict[str, str]:
    """The one address of the form, each field as it was typed; what was left blank is left out."""
    return {name: text for name in ADDRESS_FIELDS if (text := form.text(name))}


def errors_of_address(typed: Mapping[str, str]) -> dict[str, str]:
    """The reasons why the one address is not taken, by the name of the field, in the order of the form."""
    return _errors(DeliveryAddress, ADDRESS_FIELDS, typed)


def errors_of(delivery: Delivery, billing: Billing) -> dict[str, str]:
    """The reasons why the addresses are not taken, by the name of the field, in the order of the form."""
    errors = _errors(_DeliveryForm, _DELIVERY_FIELDS, delivery.fields)
    if not delivery.bill_elsewhere:
        return errors
    of_bill = _errors(DeliveryAddress, ADDRESS_FIELDS, billing.fields)
    return errors | {BILL + name: reason for name, reason in of_bill.items()}


def shown_fields(delivery: Delivery, billing: Billing, usual: Mapping[str, str]) -> dict[str, str]:
    """What each field of the form holds; `usual` has what a buyer need not type."""
    shown = {**dict.fromkeys(_DELIVERY_FIELDS, ""), **usual, **delivery.fields}
    of_bill = {**dict.fromkeys(ADDRESS_FIELDS, ""), "country": shown["country"], **billing.fields}
    return shown | {BILL + name: text for name, text in of_bill.items()}


def _errors(model: type[BaseModel], names: tuple[str, ...], typed: Mapping[str, str]) -> dict[str, str]:
    reasons = {name: _MISSING for name in _NEEDED if name in names and name not in typed}
    try:
        model.model_validate(typed)
    except ValidationError as error:
        reasons = {str(each["loc"][0]): _reason(each) for each in error.errors()} | reasons
    return {name: reasons[name] for name in names if name in reasons}


def _reason(error: Mapping[str, Any]) -> str:
    longest = error.get("ctx", {}).get("max_length")
    return _TOO_LONG.get(longest) or reason_of(error)
