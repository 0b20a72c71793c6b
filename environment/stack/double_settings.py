"""The environment variables of the gateway sandbox and of the mail server, in every stack and line."""

from __future__ import annotations

from pathlib import Path

from environment.doubles.gateway.authority import ServerCertificate
from environment.stack.service_settings import GeneratedSecrets


def gateway_environ(
    secrets: GeneratedSecrets, certificate: ServerCertificate, webhook: str, clock_file: Path
) -> dict[str, str]:
    """Of the gateway; `webhook` is the URL to which it sends its events."""
    return {
        "GATEWAY_SECRET_KEY": secrets.gateway_secret_key,
        "GATEWAY_PUBLISHABLE_KEY": secrets.gateway_publishable_key,
        "GATEWAY_CONTROL_TOKEN": secrets.gateway_control_token,
        "GATEWAY_WEBHOOK_URL": webhook,
        "GATEWAY_WEBHOOK_SECRET": secrets.webhook_secret,
        "TLS_CERT_FILE": str(certificate.cert_file),
        "TLS_KEY_FILE": str(certificate.key_file),
        "CLOCK_FILE": str(clock_file),
    }


def mail_environ(secrets: GeneratedSecrets, clock_file: Path) -> dict[str, str]:
    """Of the mail server."""
    return {"CLOCK_FILE": str(clock_file), "MAIL_INBOX_TOKEN": secrets.mail_inbox_token}
