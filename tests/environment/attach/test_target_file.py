"""What a target file may contain, and the sentence for each mistake in it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, PrivateFormat

from environment.attach.attached import AttachedTarget
from environment.attach.capabilities import unsupported_by
from environment.attach.target_file import TargetFileError, read_target
from environment.doubles.identity_provider import IdentityProvider
from environment.doubles.service_tokens import ServiceSigningKeys
from environment.stack.service_settings import SERVICES
from steps.vocabulary.capabilities import Capability

GATEWAY = 'address = "https://gateway.test"\nsecret_key = "sk_test_1"\npublishable_key = "pk_test_1"'
ADDRESSES = "\n".join(f'{service} = "http://{service}.test:8080"' for service in SERVICES)
GOOD = f"""\
name = "staging"
[addresses]
{ADDRESSES}
[identity]
private_key_file = "identity.pem"
[gateway]
{GATEWAY}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    key = IdentityProvider(lambda: datetime.now(UTC)).private_key()
    (tmp_path / "identity.pem").write_bytes(key)
    return tmp_path


def error_text(folder: Path, content: str) -> str:
    path = folder / "target.toml"
    path.write_text(content, "utf-8")
    (folder / "empty").touch()
    with pytest.raises(TargetFileError) as refused:
        read_target(path)
    return str(refused.value)


def test_addresses_an_identity_and_a_gateway_are_enough(folder: Path) -> None:
    (folder / "target.toml").write_text(GOOD, "utf-8")
    found = read_target(folder / "target.toml")
    assert found.addresses.given()["cart"] == "http://cart.test:8080"
    assert set(unsupported_by(found)) == set(Capability)


def test_the_inbox_has_a_token_or_none(folder: Path) -> None:
    mail = '[mail]\naddress = "http://mail.test:8025"\n'
    (folder / "target.toml").write_text(f"{GOOD}{mail}", "utf-8")
    assert AttachedTarget(read_target(folder / "target.toml")).secrets.mail_inbox_token == ""
    (folder / "target.toml").write_text(f'{GOOD}{mail}token = "of the run"\n', "utf-8")
    target = AttachedTarget(read_target(folder / "target.toml"))
    assert target.secrets.mail_inbox_token == "of the run"
    assert "of the run" in target.all_secrets().values()


def test_no_table_is_emptied_unless_the_file_allows_it(folder: Path) -> None:
    databases = '[databases]\ncart = "postgresql://app:secret@db.test/cart"'
    (folder / "target.toml").write_text(f"{GOOD}{databases}", "utf-8")
    assert Capability.RESET in unsupported_by(read_target(folder / "target.toml"))
    (folder / "target.toml").write_text(f"may_be_emptied = true\n{GOOD}{databases}", "utf-8")
    assert Capability.RESET not in unsupported_by(read_target(folder / "target.toml"))


def test_requests_are_signed_as_a_service_only_with_the_key_of_each_service(folder: Path) -> None:
    keys = ServiceSigningKeys.generated_for(SERVICES)
    for service, key in keys.private.items():
        (folder / f"{service}.pem").write_bytes(key)
    given = [f'{service} = "{service}.pem"' for service in SERVICES]
    path = folder / "target.toml"
    path.write_text("\n".join([f"{GOOD}[service_keys]", *given[1:]]), "utf-8")
    assert "not all given" in unsupported_by(read_target(path))[Capability.SERVICE_TOKENS]
    path.write_text("\n".join([f"{GOOD}[service_keys]", *given]), "utf-8")
    assert Capability.SERVICE_TOKENS not in unsupported_by(read_target(path))
    secrets = AttachedTarget(read_target(path)).all_secrets()
    assert secrets["private key of orders"] in keys.private["orders"].decode()
    assert "BEGIN" not in secrets["private key of orders"]


def test_a_team_gives_its_own_reason_for_what_is_unsupported(folder: Path) -> None:
    (folder / "target.toml").write_text(f'{GOOD}[unsupported]\nfaults = "the mesh forbids it"\n', "utf-8")
    assert unsupported_by(read_target(folder / "target.toml"))[Capability.FAULTS] == "the mesh forbids it"


def test_a_value_may_come_from_the_environment(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GATEWAY_KEY", "sk_test_2")
    (folder / "target.toml").write_text(GOOD.replace("sk_test_1", "env:GATEWAY_KEY"), "utf-8")
    assert read_target(folder / "target.toml").gateway.secret_key == "sk_test_2"


def test_a_live_key_is_refused_and_never_repeated(folder: Path) -> None:
    text = error_text(folder, GOOD.replace("sk_test_1", "sk_live_51Habc"))
    assert "[gateway] secret_key is no test key" in text
    assert "takes real money. Nothing was sent" in text
    assert "sk_live" not in text


def test_a_missing_file_is_reported_with_where_to_get_one(tmp_path: Path) -> None:
    with pytest.raises(TargetFileError, match="there is no such file; `make up` writes one"):
        read_target(tmp_path / "target.toml")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ((GOOD, GOOD + "[adresses]"), '"adresses" is unknown: is "addresses" meant?'),
        (('cart = "http://cart.test:8080"', ""), "[addresses] cart is missing"),
        (('cart = "http:', 'basket = "http:'), '[addresses] "basket" is unknown: known are inventory'),
        (("http://cart.test:8080", "cart.test"), "[addresses] cart is 'cart.test': write an address such as"),
        (('"http://cart.test:8080"', "8080"), "[addresses] cart is 8080: write a text in quotes"),
        ((f"[gateway]\n{GATEWAY}", ""), "[gateway] is missing: docs/your-own-services.md has an example"),
        (
            ('name = "staging"', 'name = "staging"\nmay_be_emptied = "yes"'),
            "may_be_emptied is a text: write true or false",
        ),
        ((GOOD, GOOD + '[lacks]\nfaults = "no proxies"'), '"lacks" is unknown: is "unsupported" meant?'),
        (("identity.pem", "nowhere.pem"), "nowhere.pem, which does not exist: is the target up?"),
        (("sk_test_1", "env:NOT_SET_ANYWHERE"), "NOT_SET_ANYWHERE, which is not set: export NOT_SET"),
        ((GOOD, GOOD + '[drivers]\ncart = "nowhere:Cart"'), "cannot be imported"),
        (
            (GOOD, GOOD + '[drivers]\ncart = "json:Cart"'),
            "cart names Cart, which json does not have",
        ),
        ((GOOD, GOOD + '[databases]\ncart = "mysql://x/y"'), "[databases] cart is no database URL"),
        ((GOOD, GOOD + "[mail"), "is no TOML"),
        (("http://cart.test:8080", "http://[::1:80"), "'http://[::1:80': write an address such as"),
        (
            (GOOD, GOOD + '[databases]\ncart = "postgresql://[::1:80/x"'),
            "[databases] cart is no database URL",
        ),
        ((GOOD, GOOD + '[clock]\nfile = "."'), "[clock] file names "),
        (
            (GOOD, GOOD + '[clock]\nfile = "empty"'),
            "empty, which cannot be the services' clock (mmap length is",
        ),
        (("[addresses]", '[addresses]\nauthority = "identity.pem"'), "which holds no certificates in PEM"),
        (
            ('identity.pem"', 'identity.pem"\nservice_token_key = "x"'),
            '[identity] "service_token_key" is unknown: is "[service_keys]" meant?',
        ),
        ((GOOD, GOOD + '[service_keys]\norders = "nowhere.pem"'), "[service_keys] orders names "),
        (
            (GOOD, GOOD + '[service_keys]\norders = "empty"'),
            "empty, which is no private key in PEM",
        ),
        (
            (GOOD, GOOD + '[service_keys]\nwarehouse = "identity.pem"'),
            '[service_keys] "warehouse" is unknown: known are inventory',
        ),
        (("[addresses]", "addresses = 3\n[other]"), "addresses is no section: write [addresses] on a line"),
    ],
)
def test_a_mistake_is_reported_with_its_place_and_what_to_do(
    folder: Path, change: tuple[str, str], sentence: str
) -> None:
    assert sentence in error_text(folder, GOOD.replace(*change, 1))


def test_a_key_that_is_locked_by_a_password_is_reported(folder: Path) -> None:
    locked = BestAvailableEncryption(b"secret")
    key = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, locked)
    (folder / "identity.pem").write_bytes(key)
    assert "which is locked by a password: openssl pkey -in " in error_text(folder, GOOD)


@pytest.mark.parametrize(
    ("source", "said"),
    [("def :", "SyntaxError"), ("import os\nos.environ['NO_SUCH']", "KeyError: 'NO_SUCH'")],
)
def test_a_driver_whose_module_does_not_load_is_reported(
    folder: Path, monkeypatch: pytest.MonkeyPatch, source: str, said: str
) -> None:
    monkeypatch.syspath_prepend(str(folder))
    (folder / "stumbling.py").write_text(source, "utf-8")
    found = error_text(folder, GOOD + '[drivers]\ncart = "stumbling:Cart"')
    assert f"[drivers] cart cannot be imported ({said}" in found


def test_a_file_that_may_not_be_read_is_reported(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_text", refused)
    assert "target.toml cannot be read: [Errno 13] Permission denied" in error_text(folder, GOOD)


def test_all_mistakes_are_reported_at_once(folder: Path) -> None:
    text = error_text(folder, "[addresses]\n")
    assert text.count("\n") == len(SERVICES) + 3  # each address, the name, identity and gateway


def test_second_instances_need_a_socket_that_the_file_says_can_start_them(folder: Path) -> None:
    (folder / "parts.sock").touch()
    parts = '[parts]\ncontrol = "parts.sock"\n'
    (folder / "target.toml").write_text(f"{GOOD}{parts}", "utf-8")
    assert {Capability.PARTS, Capability.INSTANCES} & set(
        unsupported_by(read_target(folder / "target.toml"))
    ) == {Capability.INSTANCES}
    (folder / "target.toml").write_text(f"{GOOD}{parts}instances = true\n", "utf-8")
    assert Capability.INSTANCES not in unsupported_by(read_target(folder / "target.toml"))


def test_a_target_says_which_services_are_integrated(folder: Path) -> None:
    (folder / "target.toml").write_text(f'real = "cart, checkout"\n{GOOD}', "utf-8")
    target = AttachedTarget(read_target(folder / "target.toml"))
    assert target.replaced["payments"] == "stub"
    assert target.unsupported[Capability.DATABASES]
    assert target.about()["Integration"].startswith("own order: cart and checkout real")
    (folder / "target.toml").write_text(f'real = "cellar"\n{GOOD}', "utf-8")
    with pytest.raises(TargetFileError, match="real: there is no service 'cellar'"):
        AttachedTarget(read_target(folder / "target.toml"))


def test_without_that_word_every_service_is_real(folder: Path) -> None:
    (folder / "target.toml").write_text(GOOD, "utf-8")
    assert AttachedTarget(read_target(folder / "target.toml")).replaced == {}
