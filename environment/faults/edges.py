"""An edge: one caller, one callee, and the protocol between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from environment.evidence.recording.json_value import JsonObject
from environment.faults.errors import InvalidFault
from environment.topology import Protocol


@dataclass(frozen=True)
class Tls:
    """PEM files: the certificate that the caller sees, and the authority that the callee's must come from."""

    certificate: Path
    key: Path
    callee_ca: Path
    callee_name: str = "localhost"

    def another(self, name: str) -> Tls:
        """The same with the certificate of this name, which lies beside the own one. Raises InvalidFault."""
        shown, key = (file.with_name(f"{name}{file.suffix}") for file in (self.certificate, self.key))
        if not shown.is_file() or not key.is_file():
            raise InvalidFault(f"There is no certificate {name!r} beside {self.certificate.name}.")
        return replace(self, certificate=shown, key=key)


@dataclass(frozen=True)
class Edge:
    """One edge. `host` and `port` are the callee's; callers are given the port that the proxy listens on.

    Raises InvalidFault.
    """

    name: str
    protocol: Protocol
    port: int
    host: str = "127.0.0.1"
    tls: Tls | None = None
    listen_host: str = "127.0.0.1"

    def __post_init__(self) -> None:
        if not self.caller or not self.callee:
            raise InvalidFault(f"An edge is named '<caller> -> <callee>', not {self.name!r}.")
        if (self.protocol is Protocol.HTTPS) != (self.tls is not None):
            raise InvalidFault(
                f"Edge {self.name!r}: https needs certificates, every other protocol has none."
            )

    @property
    def caller(self) -> str:
        return self.name.partition(" -> ")[0]

    @property
    def callee(self) -> str:
        return self.name.partition(" -> ")[2]

    def as_json(self) -> JsonObject:
        shown: JsonObject = asdict(self)
        if self.tls:
            shown["tls"] = {name: str(value) for name, value in asdict(self.tls).items()}
        return shown

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Edge:
        tls = data["tls"]
        files = {name: Path(tls[name]) for name in ("certificate", "key", "callee_ca")} if tls else {}
        return cls(
            data["name"],
            Protocol(data["protocol"]),
            data["port"],
            data["host"],
            Tls(**files, callee_name=tls["callee_name"]) if tls else None,
            data["listen_host"],
        )
