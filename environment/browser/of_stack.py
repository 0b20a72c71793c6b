"""The browser that opens the pages of a stack: that of this machine, or the one beside its containers."""

from __future__ import annotations

from environment.browser.chromium import flags
from environment.browser.run_browser import RunBrowser
from environment.browser.trusted_keys import key_of
from environment.stack.stack import Stack

WITH_PAGES = ("storefront", "gateway", "identity")
"""The parts that show pages to customers."""


def browser_of(stack: Stack) -> RunBrowser:
    """A browser that knows the addresses of the pages, trusts the gateway's certificate, and nothing else."""
    assert stack.storefront is not None, "the stack was started without its storefront"
    addresses = [stack.url_for("customer", part) for part in WITH_PAGES]
    arguments = flags(addresses, [key_of(stack.gateway_certificate.cert_file)])
    return RunBrowser(stack.storefront.address, arguments, stack.folder.path / "browser", stack.chromium)
