"""The file of a foreign shop, and the environment that its line fills in."""

from __future__ import annotations

from pathlib import Path

import pytest

from environment.attach.line_file import read_shop
from environment.attach.run_section import UnknownPlaceholder, filled_in
from environment.attach.target_file import TargetFileError

GOOD = """\
name = "Acme"
[shop]
adapter = "tests.environment.world.test_offered_ports:ShopOfCarts"
topology = "topology.toml"
[run]
command = ["node", "server.js"]
folder = "."
[run.environment]
PORT = "{port}"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "topology.toml").touch()
    return tmp_path


def written(folder: Path, content: str) -> Path:
    path = folder / "shop.toml"
    path.write_text(content, "utf-8")
    return path


def test_a_shop_has_an_adapter_a_topology_and_a_command(folder: Path) -> None:
    file = read_shop(written(folder, GOOD))
    assert (file.name, file.run.command, file.run.ready) == ("Acme", ("node", "server.js"), "/health")
    assert file.run.environment == {"PORT": "{port}"}
    assert file.run.start_seconds == 60.0


@pytest.mark.parametrize(
    ("replaced", "sentence"),
    [
        (
            ('command = ["node", "server.js"]', 'command = "node"'),
            "[run] command is no command: write a list",
        ),
        (('folder = "."', 'folder = "gone"'), "[run] folder names"),
        (('name = "Acme"', ""), "name is missing"),
        (("[run.environment]", "start_seconds = 0\n[run.environment]"), "start_seconds is 0: write a number"),
        (('folder = "."', 'folder = "."\nreday = "/"'), '"reday" is unknown: is "ready" meant?'),
        (("ShopOfCarts", "Missing"), "[shop] adapter names Missing, which"),
        (("[run]", '[shop.graphql]\nshop = "a"\n[run]'), '[shop] graphql has "shop": write the path'),
        (("[run]", '[shop.graphql]\n"/a" = "gone"\n[run]'), "[shop] graphql names"),
        (("[run]", '[shop.graphql]\n"/a" = "shop.toml"\n[run]'), "no GraphQL schema can be read in it"),
    ],
)
def test_each_mistake_has_a_sentence_with_its_place(
    folder: Path, replaced: tuple[str, str], sentence: str
) -> None:
    with pytest.raises(TargetFileError) as refused:
        read_shop(written(folder, GOOD.replace(*replaced)))
    assert sentence in str(refused.value)


def test_a_schema_is_a_file_or_asked_of_the_shop(folder: Path) -> None:
    (folder / "a.graphql").write_text("type Query { a: Int }", "utf-8")
    given = '[shop.graphql]\n"/a" = "a.graphql"\n"/b" = "introspection"\n[run]'
    assert read_shop(written(folder, GOOD.replace("[run]", given, 1))).shop.graphql == {
        "/a": folder / "a.graphql",
        "/b": None,
    }


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(TargetFileError, match=r"TARGET=.*shop\.toml: there is no such file"):
        read_shop(tmp_path / "shop.toml")


def test_braces_name_what_the_line_has() -> None:
    known = {"port": "8080", "gateway.url": "https://127.0.0.1:9"}
    named = {"PORT": "{port}", "URL": "{gateway.url}/v1", "PLAIN": "yes"}
    assert filled_in(named, known) == {"PORT": "8080", "URL": "https://127.0.0.1:9/v1", "PLAIN": "yes"}
    with pytest.raises(UnknownPlaceholder, match=r'URL names \{gateway\.ur\}: is "\{gateway\.url\}" meant'):
        filled_in({"URL": "{gateway.ur}"}, known)
