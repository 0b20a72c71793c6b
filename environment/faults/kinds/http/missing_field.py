from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from environment.evidence.recording.json_value import Json
from environment.faults.call import ProxiedCall
from environment.faults.fault_kind import HTTP, CallFault, Work
from environment.faults.protocols.http_answers import locate_field, with_json


@dataclass(frozen=True)
class MissingField(CallFault):
    """The callee's answer without one field, such as `status` or `lines.0.sku`."""

    field: str
    protocols: ClassVar = HTTP
    work: ClassVar = Work.DONE

    async def apply(self, call: ProxiedCall) -> None:
        call.answer(with_json(await call.forward(), self._without))

    def _without(self, document: Json) -> None:
        parent, name = locate_field(document, self.field)
        del parent[name]
