from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from environment.evidence.recording.json_value import Json
from environment.faults.call import ProxiedCall
from environment.faults.fault_kind import HTTP, CallFault, Work
from environment.faults.protocols.http_answers import locate_field, with_json

_WRONG: dict[type, Json] = {str: 7, bool: "yes", list: {}, dict: [], type(None): []}


@dataclass(frozen=True)
class WrongType(CallFault):
    """The callee's answer with one field of another type: a number as text, text as a number, null as a list.

    With `value` the field has that value instead.
    """

    field: str
    value: object = None
    protocols: ClassVar = HTTP
    work: ClassVar = Work.DONE

    async def apply(self, call: ProxiedCall) -> None:
        call.answer(with_json(await call.forward(), self._changed))

    def _changed(self, document: Json) -> None:
        parent, name = locate_field(document, self.field)
        found = parent[name]
        parent[name] = _WRONG.get(type(found), str(found)) if self.value is None else self.value
