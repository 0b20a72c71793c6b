"""Where the payment gateway is, and the key of our account there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bookstore.platform.settings import SettingsError


@dataclass(frozen=True)
class GatewaySettings:
    """The address of the gateway and our account's key, which is passed only to the SDK."""

    secret_key: str
    base_url: str
    ca_file: str | None = None
    connect_timeout: float = 1.0  # seconds
    read_timeout: float = 5.0  # seconds between two reads
    storefront: str = "https://bookstore.example"  # where a customer returns to from the bank's page

    def __repr__(self) -> str:
        return f"GatewaySettings(base_url={self.base_url!r}, ca_file={self.ca_file!r})"

    def check(self) -> None:
        """Raises SettingsError where the settings cannot work, or where a secret would travel unencrypted."""
        if not self.secret_key.startswith(("sk_", "rk_")):
            raise SettingsError("STRIPE_SECRET_KEY is no secret key (sk_...) and no restricted one (rk_...)")
        if not self.base_url.startswith("https://"):
            raise SettingsError("STRIPE_API_BASE must begin with https://: the secret key is sent to it")
        if self.ca_file and not Path(self.ca_file).is_file():
            raise SettingsError(f"STRIPE_CA_FILE names no file: {self.ca_file}")
