"""The settings of the gateway sandbox, from environment variables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class SandboxSettings:
    """The settings; None where a variable is not set.

    control_token: without it the control surface refuses every request.
    check_responses: whether every response is checked against the SDK's types.
    webhook_backoff: seconds to each retry of a webhook delivery.
    pages_url: where browsers find the bank's page; without it payments name Stripe's own.
    """

    secret_key: str
    publishable_key: str
    cert_file: Path
    key_file: Path
    webhook_url: str | None
    webhook_secret: str | None
    control_token: str | None
    check_responses: bool
    webhook_backoff: tuple[float, ...]
    log_level: str
    pages_url: str | None


_BACKOFF = "5,60,600,3600,21600,43200,86400"


def sandbox_settings(environ: Mapping[str, str]) -> SandboxSettings:
    """Read GATEWAY_SECRET_KEY, GATEWAY_PUBLISHABLE_KEY, TLS_CERT_FILE and TLS_KEY_FILE, and what is optional.

    Raises:
        KeyError: one of these four is missing; its name is the message.
        ValueError: GATEWAY_WEBHOOK_BACKOFF holds something that is not a number.
    """
    return SandboxSettings(
        secret_key=environ["GATEWAY_SECRET_KEY"],
        publishable_key=environ["GATEWAY_PUBLISHABLE_KEY"],
        cert_file=Path(environ["TLS_CERT_FILE"]),
        key_file=Path(environ["TLS_KEY_FILE"]),
        webhook_url=environ.get("GATEWAY_WEBHOOK_URL") or None,
        webhook_secret=environ.get("GATEWAY_WEBHOOK_SECRET") or None,
        control_token=environ.get("GATEWAY_CONTROL_TOKEN") or None,
        check_responses=environ.get("GATEWAY_CHECK_ANSWERS", "0") == "1",
        webhook_backoff=tuple(
            float(seconds)
            for seconds in environ.get("GATEWAY_WEBHOOK_BACKOFF", _BACKOFF).split(",")
            if seconds
        ),
        log_level=environ.get("LOG_LEVEL", "INFO"),
        pages_url=environ.get("GATEWAY_PAGES_URL") or None,
    )
