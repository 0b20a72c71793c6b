"""The bank sends a customer back to the shop's page about their checkout.

The shop names that page when it authorizes the payment. On any other page the customer would not learn
whether the order is placed, and would pay again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from environment.evidence.traffic.breach import ScenarioTraffic, TrafficBreach
from environment.topology import topology

_GATEWAY, _PAGES = "payments -> gateway", "customer -> storefront"
_AUTHORIZATION = "POST /v1/payment_intents"


@dataclass(frozen=True)
class WaysBack:
    """The check. `shop_url`: where the shop is in a stack without the storefront."""

    shop_url: str

    def __call__(self, traffic: ScenarioTraffic) -> Iterator[TrafficBreach]:
        """A breach for the first authorization that names another page, or none."""
        hosts = self._hosts(traffic)
        for exchange in traffic.exchanges:
            if exchange.edge != _GATEWAY or exchange.summary != _AUTHORIZATION or exchange.request is None:
                continue
            form = parse_qs(exchange.request.body)
            (back,), (checkout,) = form.get("return_url", [""]), form.get("metadata[checkout_id]", [""])
            if wrong := _wrong_with(back, checkout, hosts):
                sentence = (
                    f"after the bank's page the customer would come to {back or 'no page'}, which {wrong}"
                )
                yield TrafficBreach(exchange.edge, sentence, "request", exchange.number)
                return

    def _hosts(self, traffic: ScenarioTraffic) -> set[str]:
        """Where the shop's pages are; empty where no page was called, and nothing tells it."""
        if _PAGES not in topology().arrows:
            return {urlsplit(self.shop_url).netloc}
        asked = (each.request for each in traffic.exchanges if each.edge == _PAGES)
        return {host for request in asked if request and (host := request.header("host"))}


def _wrong_with(back: str, checkout: str, hosts: set[str]) -> str | None:
    url = urlsplit(back)
    if url.scheme not in ("http", "https") or not url.netloc:
        return "is no address of a page"
    if hosts and url.netloc not in hosts:
        return f"is not a page of the shop at {' or '.join(sorted(hosts))}"
    if not checkout or checkout not in url.path.split("/"):
        return f"is not about the checkout that is paid, {checkout or 'of which the payment has no id'}"
    return None
