"""The parts of the notifications service, put together."""

from __future__ import annotations

from functools import partial

from bookstore.notifications.delivery import MailDelivery
from bookstore.notifications.errors import PROBLEMS
from bookstore.notifications.message import MailSender
from bookstore.notifications.routes import routes
from bookstore.notifications.service import NotificationService
from bookstore.notifications.smtp import MailServer
from bookstore.notifications.support import SupportReports
from bookstore.platform.gift_card_codes import gift_card_code
from bookstore.platform.service import Environ, Listeners, Runtime, schema_beside, serve
from bookstore.platform.settings import SettingsError, required
from bookstore.platform.worker import BackgroundWorker

_DELIVERY_WORKERS = 2  # one slow SMTP conversation must not hold up all mail


def run(environ: Environ, listeners: Listeners) -> None:
    """Receive events and send mails until told to stop."""
    runtime = Runtime.of("notifications", environ)
    sender = MailSender.of(required(environ, "MAIL_FROM", "the address our mail is sent from"))
    # Customers reply to the sender of a mail: its mailbox is support's, unless another one is set.
    mailbox = environ.get("SUPPORT_MAIL", "").strip() or sender.address
    support = SupportReports(sender, MailSender.of(mailbox, "SUPPORT_MAIL").address)
    host = required(environ, "SMTP_HOST", "the name of the mail server")
    server = MailServer(host, _port(environ), sender.domain)
    shop_url = required(environ, "STOREFRONT_URL", "the address of the shop's pages").rstrip("/")
    runtime.database.apply_schema(schema_beside(__file__))
    secret = required(environ, "GIFT_CARD_SECRET", "the secret that makes the codes of gift cards")
    code_of = partial(gift_card_code, secret)
    delivery = MailDelivery(runtime.database, runtime.clock, server, support, code_of)
    workers = [
        BackgroundWorker(f"delivery-{n}", delivery.run_once, runtime.clock) for n in range(_DELIVERY_WORKERS)
    ]
    notifications = NotificationService(runtime.database, runtime.clock, support, shop_url)

    def wake() -> None:
        for worker in workers:
            worker.wake()

    notifications.wake = wake
    serve(runtime.app(routes(notifications), PROBLEMS, workers), listeners["http"])


def _port(environ: Environ) -> int:
    text = required(environ, "SMTP_PORT", "the port of the mail server")
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise SettingsError(f"the environment variable SMTP_PORT is {text!r}: it holds a port")
    return int(text)
