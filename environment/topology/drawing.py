"""The drawing of a topology, as a Mermaid flowchart."""

from __future__ import annotations

from collections.abc import Iterator

from environment.topology.model import IntegrationPoint, PartKind, Topology

_SHAPES = {
    PartKind.PERSON: "([{}])",
    PartKind.SERVICE: "[{}]",
    PartKind.FRONT: "[{}]",
    PartKind.DOUBLE: "[({})]",
    PartKind.DATABASE: "[({})]",
}


def flowchart(topology: Topology) -> str:
    """A node for each part and an arrow for each integration point; databases are one arrow for all services.

    An arrow is dotted where no person waits for an answer. It carries the words of the operations that change
    something; people's arrows carry none, since people ask for most of what a service offers.
    """
    return "\n".join(["flowchart LR", *(f"    {line}" for line in _lines(topology))])


def _lines(topology: Topology) -> Iterator[str]:
    for part in topology.parts.values():
        yield f"{part.name}{_SHAPES[part.kind].format(part.role)}"
    databases = sorted({p.callee for p in topology.points.values() if topology.is_database(p)})
    for point in topology.points.values():
        if not topology.is_database(point):
            yield f"{point.caller} {_link(topology, point)} {point.callee}"
    for database in databases:
        yield f"{' & '.join(topology.services)} --> {database}"


def _link(topology: Topology, point: IntegrationPoint) -> str:
    line, head = ("-.", ".->") if point.asynchronous else ("--", "-->")
    if topology.is_person(point.caller):
        return "-->"
    changing = [each.word for each in point.operations if each.changes]
    return f"{line} {', '.join(changing or point.words)} {head}"
