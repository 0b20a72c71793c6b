"""A topology file is read strictly, and a request belongs to exactly one operation."""

from __future__ import annotations

from pathlib import Path

import pytest

from environment.topology import STRANGER, Operation, Protocol, UnknownOperation, arrow, topology
from environment.topology.reading import TopologyError, read_topology

POINT = """
[[integration_points]]
caller = "shop"
callee = "gateway"
protocol = "{protocol}"
operations = [{operations}]
"""
PARTS = """
name = "small"
[parts]
shop = { role = "shop", kind = "service" }
gateway = { role = "payment gateway", kind = "double" }
"""
CHARGE = '{ word = "charge", method = "POST", path = "/charges" }'


def written(folder: Path, text: str) -> Path:
    path = folder / "small.toml"
    path.write_text(text, "utf-8")
    return path


def point(protocol: str = "http", operations: str = CHARGE) -> str:
    return POINT.format(protocol=protocol, operations=operations)


def test_a_file_gives_parts_points_and_operations(tmp_path: Path) -> None:
    found = read_topology(written(tmp_path, PARTS + point()))
    assert (found.services, found.arrows) == (("shop",), ("shop -> gateway",))
    (operation,) = found.operations()
    assert (operation.word, operation.arrow) == ("charge", "shop -> gateway")
    assert found.points["shop -> gateway"].protocol is Protocol.HTTP


def test_a_path_with_a_query_takes_more_of_it_and_no_other(tmp_path: Path) -> None:
    asked = '{ word = "pay", method = "POST", path = "/api?op=pay" }'
    (operation,) = read_topology(written(tmp_path, PARTS + point(operations=asked))).operations()
    assert operation.matches("POST", "/api?op=pay&currency=USD")
    assert not operation.matches("POST", "/api?op=payLater")
    assert not operation.matches("POST", "/api")


def test_one_program_may_play_several_parts(tmp_path: Path) -> None:
    desk = 'desk = { role = "desk", kind = "service", player = "monolith" }\n'
    parts = PARTS.replace('kind = "service" }', 'kind = "service", player = "monolith" }\n' + desk)
    found = read_topology(written(tmp_path, parts + point()))
    assert [found.parts[name].label for name in ("shop", "desk", "gateway")] == [
        "monolith",
        "monolith",
        "gateway",
    ]
    assert not found.stands_alone("shop")
    assert found.stands_alone("gateway")
    assert found.has("shop -> gateway", "charge")
    assert not found.has("shop -> gateway", "refund")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (PARTS + point("gopher"), r"no protocol of shop -> gateway 'gopher'; there are: http, https"),
        (PARTS + point(operations='{ word = "charge" }'), r"'charge' is HTTP and needs method and path"),
        (PARTS + point(operations=f"{CHARGE}, {CHARGE}"), r"each operation needs a word of its own: charge"),
        (PARTS + point() + point(), r"more than one entry for shop -> gateway"),
        (PARTS + point() + "colour = 1", r"there is no 'colour' here; known are"),
        (PARTS.replace("double", "triple") + point(), r"no kind of the part 'gateway' 'triple'"),
        (PARTS.replace("gateway", "bank") + point(), r"no part of shop -> gateway 'gateway'"),
        (point(), r"there is no 'parts'"),
        ("name = ", r"small.toml: Invalid value"),
    ],
)
def test_a_mistake_is_named_with_its_place_and_what_is_known(
    text: str, sentence: str, tmp_path: Path
) -> None:
    with pytest.raises(TopologyError, match=sentence) as raised:
        read_topology(written(tmp_path, text))
    assert "small.toml" in str(raised.value)


HTTP = [each for each in topology().operations() if each.method]


@pytest.mark.parametrize("operation", HTTP, ids=lambda each: f"{each.arrow}: {each.word}")
def test_a_request_belongs_to_one_operation_of_its_arrow(operation: Operation) -> None:
    target = str(operation.path).replace("{", "").replace("}", "") + "?some=query"
    found = [
        each.word
        for each in topology().point(operation.arrow).operations
        if each.matches(str(operation.method), target)
    ]
    assert found == [operation.word]


def test_an_unknown_word_lists_those_there_are() -> None:
    with pytest.raises(
        UnknownOperation, match="'checkout -> cart' has no 'opening'; there are: look, closing"
    ):
        topology().point("checkout -> cart").operation("opening")


def test_people_and_strangers_have_an_arrow_to_every_service() -> None:
    callers = (*topology().people, STRANGER)
    known = {*topology().arrows, *topology().uninvited}
    assert {arrow(caller, service) for caller in callers for service in topology().services} <= known
    assert not set(topology().arrows) & set(topology().uninvited)
    assert "staff -> cart" in topology().uninvited
