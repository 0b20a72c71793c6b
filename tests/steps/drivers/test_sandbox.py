"""What a scenario has set at the gateway's sandbox ends with it, also where the ledger is kept."""

from __future__ import annotations

from unittest.mock import MagicMock, patch

from steps.drivers.sandbox import SandboxDriver


def test_every_setting_ends_and_the_ledger_stays() -> None:
    asked: list[tuple[str, object]] = []

    def answer(_: object, method: str, path: str, body: object) -> dict[str, object]:
        asked.append((path, body))
        return {"idle": []}

    with patch.object(SandboxDriver, "_call", answer):
        SandboxDriver("https://gateway.test", "token", MagicMock()).recover_all()
    assert asked == [
        ("plans/end", {}),
        ("clock", {"ahead": 0.0}),
        ("keys/secret", {"accepted": True}),
        ("webhooks/copies", {"copies": 1}),
        ("webhooks/release", {}),
    ]
