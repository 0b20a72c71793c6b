"""Values masked by their name, values masked by their shape, and values that stay visible."""

from __future__ import annotations

import pytest

from environment.evidence.recording import masking
from environment.evidence.recording.json_value import JsonObject

SECRET = (
    "password Passwd client_secret clientSecret token card_token api_key apiKey API-Key private_key "
    "signing-key signature card[cvc] card[number] number account_number iban pin session_id credentials otp"
)
ORDINARY = (
    "order_number orderNumber phone_number idempotency_key key status shipping option company sku email "
    "checkout_id authorized"
)


@pytest.mark.parametrize("name", SECRET.split())
def test_a_secret_name_is_recognized(name: str) -> None:
    assert masking.is_secret_name(name)


@pytest.mark.parametrize("name", ORDINARY.split())
def test_an_ordinary_name_is_not_secret(name: str) -> None:
    assert not masking.is_secret_name(name)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("sk_test_4eC39HqLyjWDarjtT1zdp7dc", "sk_test_***"),
        ("whsec_abcdef1234", "whsec_***"),
        ("pi_1X_secret_Yz", "pi_1X_secret_***"),
        ("pm_card_visa and pi_3MtwBw", "pm_card_visa and pi_3MtwBw"),
        ("Bearer abc.def-123", "Bearer ***"),
        ("a bearer of news", "a bearer of news"),
        ("eyJhbGciOi.eyJzdWIi.sig_na-ture!", "jwt.***!"),
        ("postgresql://checkout:s3cret@db:5432/checkout", "postgresql://checkout:***@db:5432/checkout"),
        ("4242424242424242", "card ***"),
        ("paid with 4000-0566-5566-5556.", "paid with card ***."),
        ("978-0-441-17271-9 and 9780441172719", "978-0-441-17271-9 and 9780441172719"),
        ("1795364928221", "1795364928221"),
        ("0af76519-16cd-43dd-8448-eb211c80319c", "0af76519-16cd-43dd-8448-eb211c80319c"),
        ("the code 7Q2M-4HXW-0TZR-9KCE", "the code gift card ***"),
        ("typed as 7q2m-4hxw-otzr-9kce", "typed as gift card ***"),
        ("typed as QQXM-OHXW-OTZR-KKCE", "typed as gift card ***"),
        ("problems/more-than-came-back", "problems/more-than-came-back"),
        ("refused: more-than-came-back", "refused: more-than-came-back"),
        ("token=abc&x=1", "token=***&x=1"),
        ("the token is spent", "the token is spent"),
        ("-----BEGIN PRIVATE KEY-----\nMC4CAQ\n-----END PRIVATE KEY-----\nend", "private key ***\nend"),
    ],
)
def test_a_secret_is_recognized_by_its_shape(text: str, masked: str) -> None:
    assert masking.mask_text(text) == masked


@pytest.mark.parametrize(
    ("statement", "masked"),
    [
        ("SELECT * FROM carts WHERE id = 'x' AND n = 7", "SELECT * FROM carts WHERE id = ? AND n = ?"),
        ("UPDATE t2 SET a1 = $1 WHERE b = $2::int4", "UPDATE t2 SET a1 = $1 WHERE b = $2::int4"),
        ("SELECT E'it\\'s', 'it''s', $$a$$, $t$b$t$", "SELECT ?, ?, ?, ?"),
        ("SELECT -1.5e3 /* x */ -- y", "SELECT ?"),
        ('SELECT "Weird 1" FROM t', 'SELECT "Weird 1" FROM t'),
        ("SELECT 'never closed", "SELECT ?"),
        ("SELECT '/* not a comment' || 'x' /* one */", "SELECT ? || ?"),
        ("  COMMIT\n ", "COMMIT"),
    ],
)
def test_a_statement_is_shown_without_its_values(statement: str, masked: str) -> None:
    assert masking.mask_sql(statement) == masked


def test_types_stay_so_that_a_masked_body_still_fits_its_schema() -> None:
    body: JsonObject = {
        "token": "abc",
        "secret": {"n": 1, "on": True, "none": None, "list": ["x"]},
        "amount": 1900,
    }
    assert masking.mask_value(body) == {
        "token": "***",
        "secret": {"n": 0, "on": True, "none": None, "list": ["***"]},
        "amount": 1900,
    }


def test_a_query_is_masked_by_name_and_its_path_stays() -> None:
    assert masking.mask_target("/carts/1?sku=978&token=x&card%5Bnumber%5D=1") == (
        "/carts/1?sku=978&token=***&card[number]=***"
    )
