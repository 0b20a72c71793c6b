"""The request and response types that services share."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, Literal, Protocol, TypeVar

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
)

from bookstore.platform.countries import country_of
from bookstore.platform.mail_addresses import mailable
from bookstore.platform.money import Currency, Money
from bookstore.platform.title_kinds import TitleKind

_FIRST_YEAR, _LAST_YEAR = 1970, 2999
# Letters and a symbol of Unicode that are drawn as a blank.
_BLANK_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")


_OF_A_VALIDATOR = "Value error, "


def reason_of(error: Mapping[str, Any]) -> str:
    """What pydantic found wrong with one field, without its own name for an error of ours."""
    return str(error["msg"]).removeprefix(_OF_A_VALIDATOR)


def _isbn13(text: str) -> str:
    """Check the ISBN-13 check digit: weights 1 and 3 in turn, the sum a multiple of 10 (ISO 2108)."""
    weighted = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(text))
    if weighted % 10:
        raise ValueError(f"{text} is no ISBN-13: its check digit is wrong")
    return text


def storable(text: str) -> str:
    """Refuse what PostgreSQL cannot store: NUL, and lone surrogates, which have no UTF-8 form."""
    if "\x00" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        raise ValueError("it holds a character that cannot be stored")
    return text


def is_blank(text: str) -> bool:
    """Whether a reader sees nothing: control and invisible characters, blanks, marks without a letter."""
    return all(unicodedata.category(one)[0] in "CZM" or one in _BLANK_LETTERS for one in text)


def _visible(text: str) -> str:
    if is_blank(text):
        raise ValueError("it is blank")
    return text


def _none_where_blank(value: object) -> object:
    """A field of a form that was left empty is the same as a field that was left out."""
    return None if isinstance(value, str) and is_blank(value) else value


def _with_room(moment: datetime) -> datetime:
    """Refuse years so extreme that a time zone or a span leads out of the range of datetime."""
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        raise ValueError(f"it is not between the years {_FIRST_YEAR} and {_LAST_YEAR}")
    return moment


def _reached_by_post(code: str) -> str:
    if country_of(code) is None:
        raise ValueError(f"there is no country {code}")
    return code


class _OfATitle(Protocol):
    @property
    def sku(self) -> str: ...


_Lines = TypeVar("_Lines", bound=Sequence[_OfATitle])


def _each_title_once(lines: _Lines) -> _Lines:
    if len({line.sku for line in lines}) < len(lines):
        raise ValueError("a title is in two lines; each title may be in one")
    return lines


EACH_TITLE_ONCE = AfterValidator(_each_title_once)
Moment = Annotated[AwareDatetime, AfterValidator(_with_room)]
Sku = Annotated[str, StringConstraints(pattern=r"^97[89][0-9]{10}$"), AfterValidator(_isbn13)]
CountryCode = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Z]{2}$", min_length=2, max_length=2),
    AfterValidator(_reached_by_post),
]
# What a cart may hold, every service that it is handed on to takes.
MOST_COPIES = 1000  # of one title
MOST_TITLES = 100
MOST_CODES = 5
MOST_GIFT_CARDS = 5  # in one checkout
Quantity = Annotated[int, Field(ge=1, le=MOST_COPIES, strict=True)]
CUSTOMER_ID = r"[!-~]{1,100}"  # what every service can store and a header can carry
CustomerId = Annotated[str, StringConstraints(pattern=f"^{CUSTOMER_ID}$", min_length=1, max_length=100)]
TokenHash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
OrderNumber = Annotated[
    str,
    StringConstraints(
        pattern=r"^BK-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$", min_length=12, max_length=12
    ),
]
HoldSeconds = Annotated[int, Field(ge=1, le=31 * 24 * 3600, strict=True)]
"""How long copies are reserved, where it is longer than usual."""
PaymentToken = Annotated[str, StringConstraints(pattern=r"^pm_[A-Za-z0-9_]{1,100}$")]
STANDARD_SHIPPING = "standard"  # the shipping method that no customer has to choose
LARGEST_AMOUNT = 99_999_999  # minor units; the maximum of the payment gateway for one charge
MinorUnits = Annotated[int, Field(ge=0, le=LARGEST_AMOUNT, strict=True)]


# Text that a person reads: never blank.
ShortText = Annotated[
    str, StringConstraints(min_length=1, max_length=100), AfterValidator(storable), AfterValidator(_visible)
]
LongText = Annotated[
    str, StringConstraints(min_length=1, max_length=500), AfterValidator(storable), AfterValidator(_visible)
]
DiscountCodes = Annotated[tuple[ShortText, ...], Field(max_length=MOST_CODES)]
StoredText = Annotated[str, StringConstraints(max_length=100), AfterValidator(storable)]
BLANK_IS_NONE = BeforeValidator(_none_where_blank)
OptionalText = Annotated[StoredText | None, BLANK_IS_NONE]
EmailAddress = Annotated[str, StringConstraints(min_length=3, max_length=254), AfterValidator(mailable)]


class PaymentMethodKind(StrEnum):
    """How the customer pays.

    A card is authorized first and captured later, a wallet is charged at once. `CARD_ON_SHIPMENT`: the card
    is charged for each parcel when it leaves. The customer transfers the money by bank before the copies
    leave (`ADVANCE`), or after that (`INVOICE`).
    """

    CARD = "card"
    CARD_ON_SHIPMENT = "card_on_shipment"
    WALLET = "wallet"
    ADVANCE = "advance"
    INVOICE = "invoice"


GatewayMethod = Literal[PaymentMethodKind.CARD, PaymentMethodKind.CARD_ON_SHIPMENT, PaymentMethodKind.WALLET]
"""The payment methods of the gateway."""
CreditorReference = Annotated[str, StringConstraints(pattern=r"^RF[0-9]{2}[0-9A-Z]{1,21}$", max_length=25)]
"""What a customer writes on a transfer (ISO 11649), without blanks."""


class TaxMode(StrEnum):
    """Whether tax is added to the prices or included in them."""

    ADDED = "added"
    INCLUDED = "included"


class RequestBody(BaseModel):
    """The body of a request: unknown fields are refused."""

    model_config = ConfigDict(extra="forbid")


class ReplyBody(BaseModel):
    """The body of a response, ours or another service's: unknown fields are ignored when it is read."""

    model_config = ConfigDict(frozen=True)


class MoneyBody(BaseModel):
    """Money as JSON: integer minor units and an ISO 4217 code."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    amount: MinorUnits
    currency: Currency

    @classmethod
    def of(cls, money: Money) -> MoneyBody:
        """The JSON form of this money."""
        return cls(amount=money.amount, currency=money.currency)

    @property
    def money(self) -> Money:
        """The same as Money."""
        return Money(self.amount, self.currency)


class PositiveMoney(MoneyBody):
    """Money that can be moved: at least one minor unit."""

    amount: Annotated[MinorUnits, Field(ge=1)]


DownloadToken = Annotated[
    str, Field(pattern=r"^[A-Za-z0-9_-]{43}$", min_length=43, max_length=43, examples=["A" * 43])
]
"""The token of a link to an e-book: 256 random bits in base64, as they stand in an address."""


class TitleQuantity(BaseModel):
    """A number of copies of one title."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    sku: Sku
    quantity: Quantity


class TitleToQuote(TitleQuantity):
    """A number of copies of one title, and its kind, by which it is shipped and taxed."""

    kind: TitleKind = TitleKind.PRINTED
