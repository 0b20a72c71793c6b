"""`make up`: starts the whole bookstore, with its storefront, for exploring by hand, until Ctrl-C."""

from __future__ import annotations

import sys
from pathlib import Path
from threading import Event
from uuid import uuid4

from environment.attach.control import control_server
from environment.attach.target_writer import CONTROL_SOCKET, NotReplaceable, require_replaceable, target_file
from environment.runtime.processes.failure import StartUpFailed
from environment.runtime.signals import interruptible
from environment.stack.service_settings import SERVICES
from environment.stack.stack import Stack
from environment.world.factory import WorldFactory
from steps.tasks.shopping import put_on_sale, ship_free
from steps.vocabulary.money import Money
from steps.world.addresses import PLACES
from steps.world.catalog import isbn_of
from steps.world.world import World

_TARGET = "reports/target.toml"
_SHELF = {
    "Dune": (12, ("$9.50", "€9.99", "£7.25", "¥1500", "KWD 2.500")),
    "Emma": (7, ("$15.00", "€14.50", "£12.00", "¥2200", "KWD 4.750")),
    "Ulysses": (1, ("$21.00", "€19.90", "£17.50", "¥3100", "KWD 6.400")),
}


def main() -> None:
    """Start everything, print where it answers, and wait. The one argument is the path of the target file."""
    target = Path(sys.argv[1] if len(sys.argv) > 1 else _TARGET)
    try:
        require_replaceable(target)
        with (
            interruptible(),
            Stack(with_storefront=True) as stack,
            control_server(stack, stack.folder.path / CONTROL_SOCKET),
        ):
            world = WorldFactory(stack).world("by-hand")
            _seed(world)
            with target_file(stack, target):
                print(_guide(stack, world, target), flush=True)
                Event().wait()
    except KeyboardInterrupt:
        print("stopped; no process and no file is left")
    except (StartUpFailed, NotReplaceable) as failure:
        sys.exit(str(failure))


def _seed(world: World) -> None:
    for title, (copies, prices) in _SHELF.items():
        put_on_sale(world, title, Money.parse(prices[0]), copies)
        for price in map(Money.parse, prices):
            world.shop.pricing.set_price(world.actors.staff(), isbn_of(title), price)
            for country in PLACES:
                ship_free(world, country, price.currency)


def _guide(stack: Stack, world: World, target: Path) -> str:
    customer = world.actors.customer("customer")
    lines = ["", "The bookstore is up. Ctrl-C stops it; no process and no file is left then.", ""]
    if stack.storefront is not None:
        lines += [
            f"  {'storefront':<14}{stack.storefront.address}   the shop's pages; to pay there, first open",
            f"  {'':<14}{stack.storefront.gateway_pages}/pages/fields and accept its certificate",
        ]
    lines += [f"  {name:<14}{stack.url(name)}   API page: {stack.url(name)}/docs" for name in SERVICES]
    lines += [
        f"  {'gateway':<14}{stack.url('gateway')}  (certificate authority: {stack.gateway_authority})",
        f"  {'inbox':<14}{_inbox_url(stack)}   all mails that the bookstore has sent",
        f"  {'logs':<14}{stack.folder.logs}",
        f"  {'target file':<14}{target}   behave features/ -D stack=attach -D target={target.resolve()}",
        "",
        "On the shelf: " + ", ".join(f"{title} ({isbn_of(title)})" for title in _SHELF),
        "",
        "Buy a book, line by line:",
        "",
        *_curl_lines(stack, customer.credentials["authorization"], customer.email),
        "",
    ]
    return "\n".join(lines)


def _inbox_url(stack: Stack) -> str:
    """With the token as the password, so that a browser opens it."""
    return f"{stack.url('mail').replace('//', f'//inbox:{stack.secrets.mail_inbox_token}@')}/"


def _curl_lines(stack: Stack, bearer: str, email: str) -> list[str]:
    """Commands to paste into a shell; each uses what the one before it has printed."""
    json = "-H 'content-type: application/json'"
    ship_to = (
        '{"name":"Ada Reader","line1":"12 Library Lane","city":"Portland","region":"OR",'
        '"postal_code":"97201","country":"US"}'
    )
    first = "python3 -c 'import json,sys; print(json.load(sys.stdin)[sys.argv[1]])'"
    return [
        f"  TOKEN='{bearer}'",
        f'  CART=$(curl -s {stack.url("cart")}/carts -H "authorization: $TOKEN" {json} \\',
        f'    -d \'{{"currency":"USD"}}\' | {first} cart_id)',
        f'  curl -s {stack.url("cart")}/carts/$CART/lines -H "authorization: $TOKEN" {json} \\',
        f'    -d \'{{"sku":"{isbn_of("Dune")}","quantity":2}}\'; echo',
        f"  CARD=$(curl -s --cacert {stack.gateway_authority} -u {stack.secrets.gateway_publishable_key}: \\",
        f"    {stack.url('gateway')}/v1/payment_methods -d type=card -d 'card[token]=tok_visa' | {first} id)",
        f'  curl -s {stack.url("checkout")}/checkouts -H "authorization: $TOKEN" {json} \\',
        f'    -H \'idempotency-key: {uuid4()}\' -d \'{{"cart_id":"\'$CART\'","email":"{email}",',
        f'    "ship_to":{ship_to},',
        '    "payment":{"method":"card","token":"\'$CARD\'"},',
        '    "expected_total":{"amount":1900,"currency":"USD"}}\'; echo',
        f'  curl -s {stack.url("orders")}/orders -H "authorization: $TOKEN"; echo',
    ]


if __name__ == "__main__":
    main()
