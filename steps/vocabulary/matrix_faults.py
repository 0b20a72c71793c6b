"""The columns of the matrix: the faults that each operation is tested with, by the words of its tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from environment.topology import topology
from steps.vocabulary.fault_spec import CallPattern, FaultSpec
from steps.vocabulary.faults import DROPS_WITHOUT_END, LINES_WITHOUT_END, statement_of
from steps.vocabulary.lookup import lookup

IMPATIENT = 1.0  # seconds until a person without an answer gives up
_LATE = 0.3  # seconds: well within every time limit between services
_PEOPLE = ("customer", "staff")


@dataclass(frozen=True)
class MatrixFault:
    """A column. Its name is a fault kind; after a comma it says which variant of the kind.

    - `silent`: the caller gets no answer until it gives up or the fault is healed
    - `whole_edge`: the kind acts on connections and cannot be narrowed to calls
    - `finds_call`: the kind itself finds the call it acts on, such as a COMMIT
    - `outlasts`: each part of the answer is in time, and the whole of it is not: the caller has to give up
    - `needs`: the parameter of the kind that depends on the edge
    """

    name: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    silent: bool = False
    whole_edge: bool = False
    finds_call: bool = False
    outlasts: bool = False
    needs: str = ""

    @property
    def kind(self) -> str:
        """The fault kind."""
        return self.name.partition(",")[0]

    def spec(self, edge: str, operation: str, answer_field: str) -> FaultSpec:
        """The fault on the next call of this operation; ValueError lists the operations.

        `answer_field` is the field of the answer that a kind with the parameter `field` changes.
        """
        needed = {"field": lambda: answer_field, "statement": lambda: statement_of(_caller(edge))}
        given = {self.needs: needed[self.needs]()} if self.needs else {}
        return FaultSpec(self.name, self.calls(edge, operation), self.kind, {**self.parameters, **given})

    def calls(self, edge: str, operation: str) -> CallPattern:
        """The next call of this operation, or the whole edge; ValueError lists the operations."""
        text = f"{operation} on {edge}"
        if self.whole_edge:
            return CallPattern(edge, text=text)
        if self.finds_call:
            return CallPattern(edge, next=1, text=text)
        row = topology().point(edge).operation(operation)
        return CallPattern(edge, row.method, row.path_pattern, matching=row.matching, next=1, text=text)


# In the order of the heat map: first the kinds for every protocol, then those for HTTP, PostgreSQL and SMTP.
_COLUMNS = (
    MatrixFault("refused", whole_edge=True),
    MatrixFault("connect timeout", whole_edge=True),
    MatrixFault("connection cut", whole_edge=True),
    MatrixFault("another certificate", {"which": "another-authority"}, whole_edge=True),
    MatrixFault("reset before"),
    MatrixFault("no answer", silent=True),
    MatrixFault("slow before", {"seconds": _LATE}),
    MatrixFault("slow after", {"seconds": _LATE}),
    MatrixFault("answer delayed", silent=True),
    MatrixFault("answer lost"),
    MatrixFault("answer lost, closed", {"how": "closed"}),
    MatrixFault("answer lost, silence", {"how": "silence"}, silent=True),
    MatrixFault("barrier, before", silent=True),
    MatrixFault("barrier, after", {"after_work": True}, silent=True),
    MatrixFault("stop point", {"at": "after the work"}, silent=True),
    MatrixFault("too many requests", {"retry_after": 1}),
    MatrixFault("status, before", {"code": 503}),
    MatrixFault("status, after", {"code": 503, "after_work": True}),
    MatrixFault("garbage bytes, before"),
    MatrixFault("garbage bytes, after", {"after_work": True}),
    MatrixFault("malformed json, before", {"after_work": False}),
    MatrixFault("malformed json, after"),
    MatrixFault("missing field", needs="field"),
    MatrixFault("wrong type", needs="field"),
    MatrixFault("wrong content type"),
    MatrixFault("truncated"),
    MatrixFault("truncated, reset", {"how": "reset"}),
    MatrixFault("slow drip"),
    MatrixFault("slow drip, too long", DROPS_WITHOUT_END, outlasts=True),
    MatrixFault("delivered twice"),
    MatrixFault("delivered twice, at once", {"at_once": True}),
    MatrixFault("cut at statement", finds_call=True, needs="statement"),
    MatrixFault("commit lost", finds_call=True),
    MatrixFault("commit lost after", finds_call=True, needs="statement"),
    MatrixFault("commit held", {"at": "after"}, silent=True, finds_call=True, needs="statement"),
    MatrixFault("slow lines", LINES_WITHOUT_END, outlasts=True),
    MatrixFault("service unavailable", finds_call=True),
    MatrixFault("greylisted", finds_call=True),
    MatrixFault("over quota", finds_call=True),
    MatrixFault("mailbox unavailable", finds_call=True),
    MatrixFault("reset at data", finds_call=True),
    MatrixFault("acceptance lost", finds_call=True),
)
MATRIX_FAULTS: Mapping[str, MatrixFault] = {column.name: column for column in _COLUMNS}


def matrix_fault(name: str) -> MatrixFault:
    """The column of this name; ValueError lists them."""
    return lookup("fault of the matrix", name, MATRIX_FAULTS)


def is_called_by_person(edge: str) -> bool:
    """Whether a person waits for the answers on this edge, and gives up after IMPATIENT seconds."""
    return edge.startswith(_PEOPLE)


def _caller(edge: str) -> str:
    return edge.split(maxsplit=1)[0]
