"""A service that starts on the tables of another version: it refuses, and changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from bookstore.platform.database import Database, SchemaMismatch
from environment.runtime.postgres import PostgresServer
from environment.runtime.run_folder import RunFolder


@pytest.fixture(scope="module")
def database() -> Iterator[Database]:
    with RunFolder() as folder, PostgresServer(folder) as server:
        made = Database(server.create_databases(["cart"])["cart"].url, "cart")
        yield made
        made.close()


def tables(database: Database) -> list[tuple[str, str]]:
    """Every column of every table."""
    with database.reading() as connection:
        found = connection.execute(
            text("""
                SELECT table_name, column_name FROM information_schema.columns
                WHERE table_schema = 'public' ORDER BY table_name, ordinal_position""")
        )
        return [(table, column) for table, column in found]


def test_the_tables_of_another_version_are_refused_and_stay_as_they_are(
    database: Database, tmp_path: Path
) -> None:
    script = tmp_path / "schema.sql"
    script.write_text("CREATE TABLE carts (cart_id text); INSERT INTO carts VALUES ('one');")
    database.apply_schema(script)
    before = tables(database)
    script.write_text(
        "CREATE TABLE carts (cart_id text, note text); CREATE TABLE IF NOT EXISTS more (id int);"
    )
    for _ in range(2):  # the refusal is not remembered as the new version
        with pytest.raises(SchemaMismatch, match=r"tables of another version of schema\.sql"):
            database.apply_schema(script)
    assert tables(database) == before
    with database.reading() as connection:
        assert connection.execute(text("SELECT cart_id FROM carts")).scalars().all() == ["one"]


def test_the_tables_of_the_same_version_are_accepted(database: Database, tmp_path: Path) -> None:
    script = tmp_path / "schema.sql"
    script.write_text("CREATE TABLE carts (cart_id text); INSERT INTO carts VALUES ('one');")
    database.apply_schema(script)
    with database.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM carts")).scalar() == 1
