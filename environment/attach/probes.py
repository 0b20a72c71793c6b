"""Tries each capability that a target file promises, without changing anything that stays."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import requests

from environment.attach.attached import Attached
from environment.attach.parts import PartsFailed
from environment.doubles.mail.inbox_client import token_header
from environment.faults.errors import FaultLineError
from environment.faults.line import FaultLine
from environment.stack.service_settings import SERVICES
from steps.vocabulary.capabilities import Capability

_SECONDS = 5  # for each answer
_SAME_TIME = timedelta(minutes=2)
_TROUBLE = (requests.RequestException, psycopg.Error, FaultLineError, PartsFailed, OSError, ValueError)
Probe = Callable[[Attached], str]
"""Says what was seen. Raises one of _TROUBLE, or NotShown, where it is not as promised."""


class NotShown(Exception):
    """A capability was promised and is not there; the message says what was seen instead."""


def services_answer(target: Attached) -> str:
    """Every service answers, and tells its API by an OpenAPI document."""
    for service in SERVICES:
        _answer("GET", f"{target.url(service)}/openapi.json", target.authority)
    return f"{len(SERVICES)} services answer"


def identity_is_known(target: Attached) -> str:
    """A token that we sign opens what a customer may see; one that we forge does not."""
    orders = f"{target.url('orders')}/orders"
    for provider, wanted in ((target.identity, 200), (target.untrusted_identity, 401)):
        bearer = {"Authorization": f"Bearer {provider.token('conformance', 'conformance@readers.example')}"}
        status = _asked("GET", orders, target.authority, bearer)
        if status != wanted:
            raise NotShown(f"GET {orders} answered {status} instead of {wanted}")
    return "our tokens count, forged ones do not"


def gateway_knows_the_key(target: Attached) -> str:
    """The gateway lists payments with the secret key."""
    key = {"Authorization": f"Bearer {target.secrets.gateway_secret_key}"}
    _answer("GET", f"{target.url('gateway')}/v1/payment_intents?limit=1", target.gateway_authority, key)
    return "the gateway accepts the test key"


def _databases(target: Attached) -> str:
    tables = {service: _tables(url) for service, url in target.database_urls().items()}
    empty = [service for service, count in tables.items() if not count]
    if empty:
        raise NotShown(f"no tables of ours are seen in {', '.join(empty)}")
    return f"{len(tables)} databases can be read"


def _emptying(target: Attached) -> str:
    for address in target.admin_addresses().values():
        with psycopg.connect(address, autocommit=True, connect_timeout=_SECONDS) as connection:
            found = connection.execute(
                "SELECT bool_and(has_table_privilege(oid, 'DELETE')) FROM pg_class "
                "WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
            ).fetchone()
        if not found or not found[0]:
            raise NotShown(f"the account may not empty every table of {connection.info.dbname}")
    return "every table may be emptied"


def _faults(target: Attached) -> str:
    line = target.faults
    arrows = len(line.ports) if isinstance(line, FaultLine) else 0
    return f"{arrows} arrows pass our ports"


def _clock(target: Attached) -> str:
    ahead = target.clock.now() - datetime.now(UTC)
    return f"the clock is {ahead.total_seconds():+.0f} s from this machine's"


def _parts(target: Attached) -> str:
    return f"can be stopped: {', '.join(sorted(target.services))}"


def _instances(target: Attached) -> str:
    twice = ", ".join(target.instances.running()) or "nothing"
    return f"second instances can be started, the database crashed; {twice} runs twice now"


def _logs(target: Attached) -> str:
    logs = target.log_files().keys() & set(SERVICES)
    if not logs:
        raise NotShown("the folder has no log of a service, such as orders.log")
    return f"{len(logs)} logs can be read"


def _sandbox(target: Attached) -> str:
    token = {"Authorization": f"Bearer {target.secrets.gateway_control_token}"}
    _answer("GET", f"{target.url('gateway')}/_sandbox/totals", target.gateway_authority, token)
    return "the sandbox does what it is told"


def _webhooks(_: Attached) -> str:
    return "a secret is given; whether it is the right one shows when news is sent"


def _passes(target: Attached) -> str:
    """What checkout may ask of payments: with a right pass it is not refused."""
    unknown = f"{target.url('payments')}/payments/00000000-0000-4000-8000-000000000000"
    bearer = {"Authorization": f"Bearer {target.service_tokens.token('checkout', 'payments')}"}
    status = _asked("GET", unknown, target.authority, bearer)
    if status in (401, 403):
        raise NotShown(f"GET {unknown} answered {status} to a service's pass")
    return "services accept the service tokens"


def _mail(target: Attached) -> str:
    if "inbox" in target.drivers:
        return "a driver of the target's own reads the mail"
    url = f"{target.url('mail')}/inbox?recipient=unknown@readers.example"
    _answer("GET", url, target.authority, token_header(target.secrets.mail_inbox_token))
    return "the inbox can be read"


BASICS: tuple[Probe, ...] = (services_answer, identity_is_known, gateway_knows_the_key)
PROBES: Mapping[Capability, Probe] = {
    Capability.DATABASES: _databases,
    Capability.EMPTYING: _emptying,
    Capability.FAULTS: _faults,
    Capability.CLOCK: _clock,
    Capability.PARTS: _parts,
    Capability.INSTANCES: _instances,
    Capability.LOGS: _logs,
    Capability.SANDBOX: _sandbox,
    Capability.WEBHOOKS: _webhooks,
    Capability.MAIL: _mail,
    Capability.PASSES: _passes,
}


def tried(probe: Probe, target: Attached) -> tuple[bool, str]:
    """Whether it is as promised, and what was seen."""
    try:
        return True, probe(target)
    except NotShown as reason:
        return False, str(reason)
    except _TROUBLE as error:
        return False, f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else 'no answer'}"


def _tables(url: str) -> int:
    with psycopg.connect(
        url.replace("postgresql+psycopg:", "postgresql:", 1), connect_timeout=_SECONDS
    ) as base:
        found = base.execute(
            "SELECT count(*) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        ).fetchone()
    return int(found[0]) if found else 0


def _answer(method: str, url: str, authority: Path | None, headers: Mapping[str, str] | None = None) -> None:
    """Raises NotShown where the answer is no 200."""
    status = _asked(method, url, authority, headers)
    if status != 200:
        raise NotShown(f"{method} {url} answered {status}")


def _asked(method: str, url: str, authority: Path | None, headers: Mapping[str, str] | None) -> int:
    """The status of the answer."""
    with requests.Session() as session:
        session.trust_env = False
        session.verify = str(authority) if authority else True
        return session.request(method, url, headers=headers, timeout=_SECONDS).status_code
