"""A service that has nothing but a document takes part in a line: proxied, recorded and checked."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from environment.attach.line import ShopLine
from environment.attach.line_file import ShopCommand
from environment.evidence.contract.check import Contracts
from environment.stubs.made_up.answers import read_document
from environment.tools import line
from environment.topology import Topology, using_topology
from environment.topology.reading import TopologyError, read_topology
from steps.vocabulary.fault_spec import CallPattern, FaultSpec

HERE = Path(__file__).parent
SHIPPING = HERE.parent / "stubs/made_up/shipping.json"
ARROW = "orders -> shipping"
TOPOLOGY = """\
name = "parcel shop"
[parts]
orders = { role = "orders", kind = "service", player = "shop" }
gateway = { role = "payment gateway", kind = "double" }
mail = { role = "mail server", kind = "double" }
shipping = { role = "shipping", kind = "double" }
[[integration_points]]
caller = "orders"
callee = "shipping"
protocol = "http"
operations = [{ word = "shipment", method = "POST", path = "/shipments" }]
"""
SHOP = """\
name = "parcel shop"
[shop]
topology = "topology.toml"
adapter = "steps.drivers.adapter:ShopAdapter"
[run]
command = ["parcel-shop", "{port}"]
folder = "."
"""


@pytest.fixture
def topology(tmp_path: Path) -> Iterator[Topology]:
    path = tmp_path / "topology.toml"
    path.write_text(TOPOLOGY, "utf-8")
    found = read_topology(path)
    with using_topology(found):
        yield found


@pytest.fixture
def document(tmp_path: Path) -> Path:
    found = json.loads(SHIPPING.read_text("utf-8"))
    answer = found["paths"]["/shipments"]["post"]["responses"]["201"]["content"]["application/json"]
    answer["example"] = {
        "order_number": "BK-7",
        "tracking": "PK1111111111",
        "state": "announced",
        "parcels": 1,
    }
    path = tmp_path / "shipping.json"
    path.write_text(json.dumps(found), "utf-8")
    return path


def command() -> ShopCommand:
    """How the shop is started; braces name the proxy in front of shipping."""
    return ShopCommand.model_validate(
        {
            "command": [sys.executable, str(HERE / "parcel_shop.py"), "{port}"],
            "folder": ".",
            "environment": {"SHIPPING_URL": "{shipping.url}"},
        },
        context=HERE,
    )


def test_the_shop_is_answered_from_the_document_through_the_proxy(topology: Topology, document: Path) -> None:
    contracts = Contracts({"shipping": read_document("shipping", document)})
    with ShopLine(topology, command(), {"shipping": document}) as line:
        ordered = requests.post(line.url(line.shop), timeout=10)
        assert ordered.json()["tracking"] == "PK1111111111"
        (asked,) = line.faults.exchanges(edge=ARROW)
        assert contracts.all_breaches([asked]) == []
        line.faults.add(FaultSpec("no shipping", CallPattern(ARROW), "missing field", {"field": "tracking"}))
        requests.post(line.url(line.shop), timeout=10)
        line.services["shipping"].kill()
        with pytest.raises(requests.RequestException):
            requests.post(line.url(line.shop), timeout=10)
        assert line.restart_stopped() == ["shipping"]


def test_a_stub_of_a_part_that_the_topology_does_not_have_is_named(topology: Topology) -> None:
    with pytest.raises(TopologyError, match=r"\[stubs\] parcels: the topology has no such double"):
        ShopLine(topology, command(), {"parcels": SHIPPING})


def test_a_stub_on_the_command_line_names_its_document(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["line", "shop.toml", "--stub=shipping"])
    with pytest.raises(SystemExit, match="STUB=shipping: write the part and its document"):
        line.main()


def test_a_stub_on_the_command_line_is_added_to_those_of_the_shop(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shop = tmp_path / "shop.toml"
    shop.write_text(SHOP, "utf-8")
    (tmp_path / "topology.toml").write_text(TOPOLOGY, "utf-8")
    stub = f"--stub=parcels:{tmp_path / 'parcels.json'}"
    monkeypatch.setattr(sys, "argv", ["line", str(shop), str(tmp_path / "target.toml"), stub])
    with pytest.raises(SystemExit, match=r"\[stubs\] parcels: the topology has no such double"):
        line.main()
