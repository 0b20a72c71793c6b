"""Each service is started with its own private key, and with no other service's."""

from __future__ import annotations

from pathlib import Path

import pytest

from bookstore.platform.service_keys import ServiceKeys
from environment.doubles.service_tokens import ServiceSigningKeys
from environment.stack.service_settings import SERVICES, GeneratedSecrets, ServiceSettings

KEYS = ServiceSigningKeys.generated_for(SERVICES)
SETTINGS = ServiceSettings(
    address=lambda _caller, _callee: ("127.0.0.1", 1),
    database_url=lambda _service: "postgresql+psycopg://127.0.0.1:1/nothing",
    identity_public_key="",
    service_keys=KEYS,
    secrets=GeneratedSecrets(),
    gateway_authority=Path("ca.pem"),
    clock_file=Path("clock"),
)


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_is_given_its_own_private_key_alone(service: str) -> None:
    environ = SETTINGS.environ_of(service)
    given = [name for name, secret in KEYS.secrets().items() if secret in "".join(environ.values())]
    assert given == [f"private key of {service}"]
    assert set(ServiceKeys.of(service, environ).public) == set(SERVICES)
