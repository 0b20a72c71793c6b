"""Who takes part in a checkout and what is asked of them, in the words of a product owner."""

from __future__ import annotations

from collections.abc import Mapping

from steps.vocabulary.faults import Calls

# By the arrow on which a checkout needs them.
PARTIES: Mapping[str, str] = {
    "the payment gateway": "payments -> gateway",
    "the payment service": "checkout -> payments",
    "the order service": "checkout -> orders",
    "inventory": "checkout -> inventory",
    "pricing": "checkout -> pricing",
    "the mail server": "notifications -> mail",
}
DEEDS: Mapping[str, str] = {
    "read the availability": "the availability from cart to inventory",
    "reserve the copies": "the reservation from checkout to inventory",
    "price the order": "the binding quote from checkout to pricing",
    "place the hold": "the authorization from payments to gateway",
    "create the order": "the order from checkout to orders",
    "charge the card": "the capture from payments to gateway",
    "refund the card": "the refund from payments to gateway",
    "release the copies": "the release from checkout to inventory",
    "request the charge": "the capture from checkout to payments",
    "mark the order as paid": "the payment notice from checkout to orders",
    "restock the copies": "the restock from orders to inventory",
    "announce the order": "the event from orders to notifications",
}
KEEPERS: Mapping[str, str] = {
    "inventory": "inventory",
    "the order service": "orders",
    "the payment service": "payments",
    "the checkout": "checkout",
}


def party(name: str) -> str:
    """The arrow to a party; ValueError lists the parties."""
    return _known("party", name, PARTIES)


def deed(name: str) -> Calls:
    """The next call that asks for this; ValueError lists what is asked for."""
    return Calls.parse(_known("request", name, DEEDS))


def keeper(name: str) -> str:
    """The service whose database is meant; ValueError lists those that have a name in features."""
    return _known("keeper of a database", name, KEEPERS)


def _known(what: str, name: str, table: Mapping[str, str]) -> str:
    if name not in table:
        raise ValueError(f"there is no {what} {name!r}; there are: {', '.join(table)}")
    return table[name]
