"""Tests each capability that a target file promises, without leaving a change on the target."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import requests

from environment.attach.attached import AttachedTarget
from environment.attach.control import ControlFailed
from environment.doubles.mail.inbox_client import token_header
from environment.faults.errors import ProxyError
from environment.faults.proxy_client import ProxyClient
from environment.stack.service_settings import SERVICES
from environment.stack.target import (
    DatabaseAccess,
    LogFiles,
    PartAddresses,
    PartControl,
    ProxiedTraffic,
    Replication,
    SharedTime,
)
from environment.world.offered_ports import port_methods
from steps.vocabulary.capabilities import Capability

_TIMEOUT = 5  # seconds, for each answer
_ERRORS = (requests.RequestException, psycopg.Error, ProxyError, ControlFailed, OSError, ValueError)
Probe = Callable[[AttachedTarget], str]
"""Returns what was seen. Raises ProbeFailed or one of _ERRORS where that is not what the file promises."""


class ProbeFailed(Exception):
    """The file promises a capability that the target does not have; the message says what was seen."""


def services_answer(target: PartAddresses) -> str:
    """Every service answers with its OpenAPI document."""
    for service in SERVICES:
        _require_ok("GET", f"{target.url(service)}/openapi.json", target.authority)
    return f"{len(SERVICES)} services answer"


def identity_is_accepted(target: AttachedTarget) -> str:
    """The order service accepts a token of our identity, and refuses one of an untrusted identity."""
    orders = f"{target.url('orders')}/orders"
    for provider, wanted in ((target.identity, 200), (target.untrusted_identity, 401)):
        bearer = {"Authorization": f"Bearer {provider.token('conformance', 'conformance@readers.example')}"}
        status = _status("GET", orders, target.authority, bearer)
        if status != wanted:
            raise ProbeFailed(f"GET {orders} answered {status} instead of {wanted}")
    return "our tokens are accepted, untrusted ones are refused"


def gateway_accepts_the_key(target: AttachedTarget) -> str:
    """The gateway lists payments for the secret key."""
    key = {"Authorization": f"Bearer {target.secrets.gateway_secret_key}"}
    _require_ok("GET", f"{target.url('gateway')}/v1/payment_intents?limit=1", target.gateway_authority, key)
    return "the gateway accepts the test key"


def _databases(target: DatabaseAccess) -> str:
    tables = {service: _tables(url) for service, url in target.database_urls().items()}
    empty = [service for service, count in tables.items() if not count]
    if empty:
        raise ProbeFailed(f"no table is seen in {', '.join(empty)}")
    return f"{len(tables)} databases can be read"


def _reset(target: DatabaseAccess) -> str:
    for address in target.admin_addresses().values():
        with psycopg.connect(address, autocommit=True, connect_timeout=_TIMEOUT) as connection:
            found = connection.execute(
                "SELECT bool_and(has_table_privilege(oid, 'DELETE')) FROM pg_class "
                "WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
            ).fetchone()
        if not found or not found[0]:
            raise ProbeFailed(f"the account may not empty every table of {connection.info.dbname}")
    return "every table may be emptied"


def _faults(target: ProxiedTraffic) -> str:
    proxy = target.faults
    arrows = len(proxy.ports) if isinstance(proxy, ProxyClient) else 0
    return f"{arrows} arrows pass our proxies"


def _clock(target: SharedTime) -> str:
    ahead = target.clock.now() - datetime.now(UTC)
    return f"the clock is {ahead.total_seconds():+.0f} s from this machine's"


def _parts(target: PartControl) -> str:
    return f"can be stopped: {', '.join(sorted(target.services))}"


def _instances(target: Replication) -> str:
    twice = ", ".join(target.replicas.running()) or "no service"
    return f"second instances can be started, the database crashed; {twice} runs twice now"


def _logs(target: LogFiles) -> str:
    logs = target.log_files().keys() & set(SERVICES)
    if not logs:
        raise ProbeFailed("the folder has no log of a service, such as orders.log")
    return f"{len(logs)} logs can be read"


def _sandbox(target: AttachedTarget) -> str:
    token = {"Authorization": f"Bearer {target.secrets.gateway_control_token}"}
    _require_ok("GET", f"{target.url('gateway')}/_sandbox/totals", target.gateway_authority, token)
    return "the sandbox accepts commands"


def _webhooks(_: AttachedTarget) -> str:
    return "a secret is given; whether it is the right one shows with the first webhook"


def _service_tokens(target: AttachedTarget) -> str:
    """The payment service does not refuse a request that is signed as one of the checkout."""
    unknown = f"{target.url('payments')}/payments/00000000-0000-4000-8000-000000000000"
    bearer = {"Authorization": f"Bearer {target.service_tokens.token('checkout', 'payments')}"}
    status = _status("GET", unknown, target.authority, bearer)
    if status in (401, 403):
        raise ProbeFailed(f"GET {unknown} answered {status} to the token of a service")
    return "services accept our service tokens"


def _mail(target: AttachedTarget) -> str:
    if "inbox" in target.drivers:
        return "a driver of the team reads the mail"
    url = f"{target.url('mail')}/inbox?recipient=conformance@readers.example"
    _require_ok("GET", url, target.authority, token_header(target.secrets.mail_inbox_token))
    return "the inbox can be read"


def adapter_signs_in(target: AttachedTarget) -> str:
    """The adapter of a shop gives credentials for a customer and for the staff, and offers what it says."""
    missing, every = target.offer.not_offered, [*port_methods()]
    offered = sum(method not in missing for method in every)
    if "accounts.customer" in missing or "accounts.staff" in missing:
        return f"the adapter offers {offered} of {len(every)} port methods, and no accounts: nothing can run"
    with requests.Session() as session:
        session.trust_env = False
        accounts: Any = getattr(target.adapter_for(session), "accounts")  # noqa: B009 - a port, not a base's
        accounts.customer("conformance", f"conformance-{uuid4().hex[:12]}@readers.example")
        accounts.staff()
    return f"the adapter signs in, and offers {offered} of {len(every)} port methods"


def required_of(target: AttachedTarget) -> tuple[Probe, ...]:
    """What every target must show."""
    if target.adapter is not None:
        return (adapter_signs_in, gateway_accepts_the_key)
    return (services_answer, identity_is_accepted, gateway_accepts_the_key)


PROBES: Mapping[Capability, Probe] = {
    Capability.DATABASES: _databases,
    Capability.RESET: _reset,
    Capability.FAULTS: _faults,
    Capability.CLOCK: _clock,
    Capability.PARTS: _parts,
    Capability.INSTANCES: _instances,
    Capability.LOGS: _logs,
    Capability.SANDBOX: _sandbox,
    Capability.WEBHOOKS: _webhooks,
    Capability.MAIL: _mail,
    Capability.SERVICE_TOKENS: _service_tokens,
}


def run_probe(probe: Probe, target: AttachedTarget) -> tuple[bool, str]:
    """Whether the target has what the probe tests, and what was seen."""
    try:
        return True, probe(target)
    except ProbeFailed as reason:
        return False, str(reason)
    except _ERRORS as error:
        return False, f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else 'no answer'}"


def _tables(url: str) -> int:
    with psycopg.connect(
        url.replace("postgresql+psycopg:", "postgresql:", 1), connect_timeout=_TIMEOUT
    ) as base:
        found = base.execute(
            "SELECT count(*) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        ).fetchone()
    return int(found[0]) if found else 0


def _require_ok(
    method: str, url: str, authority: Path | None, headers: Mapping[str, str] | None = None
) -> None:
    """Raises ProbeFailed where the status is not 200."""
    status = _status(method, url, authority, headers)
    if status != 200:
        raise ProbeFailed(f"{method} {url} answered {status}")


def _status(method: str, url: str, authority: Path | None, headers: Mapping[str, str] | None) -> int:
    """The status of the answer. Raises requests.RequestException."""
    with requests.Session() as session:
        session.trust_env = False
        session.verify = str(authority) if authority else True
        return session.request(method, url, headers=headers, timeout=_TIMEOUT).status_code
