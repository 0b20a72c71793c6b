"""Which kinds of example an integration point can have, by the topology: only these are missed."""

from __future__ import annotations

from environment.tools.specification.kinds import ExampleKind
from environment.topology.model import IntegrationPoint, PartKind, Topology


def possible_kinds(folder: str, topology: Topology) -> frozenset[ExampleKind]:
    """Of the features in a folder: `cart_and_pricing` is about the calls between cart and pricing.

    A folder that names no two parts of the shop, such as `journeys`, is about no integration point.
    """
    parts = _parts(folder, topology)
    points = _between(parts, topology) if parts else []
    operations = [operation for point in points for operation in point.operations]
    possible = {ExampleKind.SUCCESS, ExampleKind.REFUSAL, ExampleKind.FAULT} if points else set()
    if any(each.changes for each in operations) and any(_is_service(each, topology) for each in parts):
        possible.add(ExampleKind.CRASH)
    if any(each.stores for each in operations):
        possible.add(ExampleKind.RACE)
    return frozenset(possible)


def _parts(folder: str, topology: Topology) -> frozenset[str]:
    """The two parts that the name of a folder has, in the singular or by their role; else none."""
    names = {
        name: part.name
        for part in topology.parts.values()
        for name in (part.name, part.name.removesuffix("s"), part.role.replace(" ", "_"))
    }
    words = folder.split("_and_")
    return frozenset(names[word] for word in words) if {*words} <= names.keys() else frozenset()


def _between(parts: frozenset[str], topology: Topology) -> list[IntegrationPoint]:
    """The integration points from one of the parts to the other; else those by which others call them."""
    points = topology.points.values()
    own = [point for point in points if {point.caller, point.callee} == parts]
    return own or [each for each in points if each.callee in parts and not topology.is_person(each.caller)]


def _is_service(part: str, topology: Topology) -> bool:
    return topology.parts[part].kind is PartKind.SERVICE
