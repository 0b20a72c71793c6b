"""What goes into the images that are made without a registry."""

from __future__ import annotations

import importlib.metadata
import io
import re
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from environment.runtime.images import postgres
from environment.runtime.images.archive import Archive, shared_libraries
from environment.runtime.images.services import normalized
from environment.runtime.images.sources import PROJECT, fingerprint, not_needed, own_files
from environment.stack.service_settings import SERVICES

linux = pytest.mark.skipif(sys.platform != "linux", reason="images are made of a Linux machine's programs")


def names_in(content: io.BytesIO) -> list[str]:
    content.seek(0)
    with tarfile.open(fileobj=content) as written:
        return written.getnames()


def test_an_archive_has_every_folder_once_and_before_what_is_in_it(tmp_path: Path) -> None:
    (tmp_path / "program").write_text("run")
    content = io.BytesIO()
    with Archive(content) as archive:
        archive.copy(tmp_path / "program", "/usr/local/bin/program")
        archive.copy(tmp_path / "program", "/usr/local/bin/program")
        archive.write("root", "/etc/passwd")
        archive.link("/usr/local/bin/again", "program")
        archive.folder("/usr")
    assert names_in(content) == [
        "usr",
        "usr/local",
        "usr/local/bin",
        "usr/local/bin/program",
        "etc",
        "etc/passwd",
        "usr/local/bin/again",
    ]


def test_an_archived_file_is_readable_for_all_accounts_and_keeps_its_time(tmp_path: Path) -> None:
    private = tmp_path / "module.py"
    private.write_text("x = 1")
    private.chmod(0o600)
    content = io.BytesIO()
    with Archive(content) as archive:
        archive.copy(private, "/module.py")
    content.seek(0)
    with tarfile.open(fileobj=content) as written:
        entry = written.getmember("module.py")
    assert (entry.mode, entry.uid, entry.mtime) == (0o644, 0, int(private.stat().st_mtime))


@linux
def test_a_program_is_linked_with_a_library_and_a_loader() -> None:
    found = {path.name for path in shared_libraries([Path("/bin/sh").resolve()])}
    assert any(name.startswith("libc.") for name in found)
    assert any(name.startswith("ld-") for name in found)


@linux
def test_the_image_of_postgresql_has_what_a_server_needs() -> None:
    content = io.BytesIO()
    settings = postgres.write(content)
    names = names_in(content)
    assert "ENV PGDATA=/var/lib/postgresql/data" in settings
    assert {"bin/sh", "usr/local/bin/docker-entrypoint.sh", "tmp", "var/lib/postgresql"} <= set(names)
    for program in ("postgres", "initdb", "psql"):
        assert any(name.endswith(f"/bin/{program}") for name in names)
    assert not any(name.endswith(".h") or "/pgxs/" in name for name in names)


def test_nothing_that_is_left_out_is_needed_by_what_goes_in() -> None:
    outside = not_needed()
    for distribution in importlib.metadata.distributions():
        name = normalized(distribution.metadata["Name"])
        if name in outside:
            continue
        needed = {
            normalized(re.split(r"[^\w.-]", requirement)[0])
            for requirement in distribution.requires or ()
            if "extra ==" not in requirement
        }
        assert not needed & outside, f"{name} needs {', '.join(sorted(needed & outside))}"


@pytest.fixture(scope="module")
def imported() -> list[str]:
    """Every module that the programs of all images import."""
    modules = [f"bookstore.{name}.__main__" for name in (*SERVICES, "storefront")]
    doubles = ("faults", "doubles.gateway", "doubles.identity", "doubles.mail")
    modules += [f"environment.{name}.__main__" for name in doubles]
    script = f"import sys, {', '.join(modules)}; print(*sys.modules)"
    asked = subprocess.run(
        [sys.executable, "-c", script], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    return asked.stdout.split()


def test_no_part_imports_what_is_left_out(imported: list[str]) -> None:
    belongs_to = importlib.metadata.packages_distributions()
    packages = {each.partition(".")[0] for each in imported}
    distributions = {normalized(name) for package in packages for name in belongs_to.get(package, ())}
    distributions -= {"checkout-acceptance", "setuptools"}  # its hook is loaded by every start of this Python
    assert {"fastapi", "jinja2"} <= distributions
    assert not distributions & not_needed()


def test_every_module_of_ours_that_a_part_imports_is_in_the_image(imported: list[str]) -> None:
    there = {path.relative_to(PROJECT).with_suffix("").as_posix() for path in own_files()}
    ours = {each for each in imported if each.partition(".")[0] in ("bookstore", "environment", "steps")}
    places = {name: name.replace(".", "/") for name in ours}
    missing = sorted(
        name for name, place in places.items() if not {place, f"{place}/__init__"} & there and name != "steps"
    )
    assert missing == []


def test_everything_that_is_left_out_is_in_the_lock_or_comes_with_python() -> None:
    lock = (PROJECT / "requirements.lock").read_text()
    locked = set(re.findall(r"^([a-z0-9-]+)==", lock, re.MULTILINE))
    assert not_needed() - locked <= {"checkout-acceptance", "pip"}


def test_the_dockerfile_copies_what_the_fingerprint_is_made_of() -> None:
    allowed = [
        line[1:] for line in (PROJECT / ".dockerignore").read_text().splitlines() if line.startswith("!")
    ]
    for path in own_files():
        place = path.relative_to(PROJECT).as_posix()
        assert any(place == each or place.startswith(f"{each}/") for each in allowed), place


def test_another_line_of_code_is_another_fingerprint(tmp_path: Path) -> None:
    for path in (
        *own_files(),
        PROJECT / "requirements.lock",
        PROJECT / "environment/runtime/images/not_needed.txt",
    ):
        copied = tmp_path / path.relative_to(PROJECT)
        copied.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copied)
    assert fingerprint(tmp_path) == fingerprint()
    with (tmp_path / "bookstore/cart/model.py").open("a") as model:
        model.write("# another line\n")
    assert fingerprint(tmp_path) != fingerprint()
