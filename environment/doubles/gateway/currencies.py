"""The currencies, and the amounts that can be charged in them (https://docs.stripe.com/currencies)."""

from __future__ import annotations

from environment.doubles.gateway.errors import invalid

ZERO_DECIMAL = frozenset(
    [
        "bif",
        "clp",
        "djf",
        "gnf",
        "jpy",
        "kmf",
        "krw",
        "mga",
        "pyg",
        "rwf",
        "ugx",
        "vnd",
        "vuv",
        "xaf",
        "xof",
        "xpf",
    ]
)
THREE_DECIMAL = frozenset(["bhd", "jod", "kwd", "omr", "tnd"])
"""Amounts in thousandths; the last digit must be 0, since card networks settle two decimals."""

TWO_DECIMAL = frozenset(
    [
        "usd",
        "aed",
        "afn",
        "all",
        "amd",
        "ang",
        "aoa",
        "ars",
        "aud",
        "awg",
        "azn",
        "bam",
        "bbd",
        "bdt",
        "bmd",
        "bnd",
        "bob",
        "brl",
        "bsd",
        "bwp",
        "byn",
        "bzd",
        "cad",
        "cdf",
        "chf",
        "cny",
        "cop",
        "crc",
        "cve",
        "czk",
        "dkk",
        "dop",
        "dzd",
        "egp",
        "etb",
        "eur",
        "fjd",
        "fkp",
        "gbp",
        "gel",
        "gip",
        "gmd",
        "gtq",
        "gyd",
        "hkd",
        "hnl",
        "htg",
        "huf",
        "idr",
        "ils",
        "inr",
        "isk",
        "jmd",
        "kes",
        "kgs",
        "khr",
        "kyd",
        "kzt",
        "lak",
        "lbp",
        "lkr",
        "lrd",
        "lsl",
        "mad",
        "mdl",
        "mkd",
        "mmk",
        "mnt",
        "mop",
        "mur",
        "mvr",
        "mwk",
        "mxn",
        "myr",
        "mzn",
        "nad",
        "ngn",
        "nio",
        "nok",
        "npr",
        "nzd",
        "pab",
        "pen",
        "pgk",
        "php",
        "pkr",
        "pln",
        "qar",
        "ron",
        "rsd",
        "rub",
        "sar",
        "sbd",
        "scr",
        "sek",
        "sgd",
        "shp",
        "sle",
        "sos",
        "srd",
        "std",
        "szl",
        "thb",
        "tjs",
        "top",
        "try",
        "ttd",
        "twd",
        "tzs",
        "uah",
        "uyu",
        "uzs",
        "wst",
        "xcd",
        "xcg",
        "yer",
        "zar",
        "zmw",
    ]
)
SUPPORTED = TWO_DECIMAL | ZERO_DECIMAL | THREE_DECIMAL

_MINIMUM = {
    **{"usd": 50, "aed": 200, "aud": 50, "brl": 50, "cad": 50, "chf": 50, "czk": 1500, "dkk": 250},
    **{"eur": 50, "gbp": 30, "hkd": 400, "huf": 17500, "inr": 50, "jpy": 50, "mxn": 1000, "myr": 200},
    **{"nok": 300, "nzd": 50, "pln": 200, "ron": 200, "sek": 300, "sgd": 50, "thb": 1000},
}
"""In minor units, as published. For every other currency Stripe converts 0.50 USD at the day's rate."""

_CONVERTED_MINIMUM = {"kwd": 160, "bhd": 190, "jod": 360, "omr": 200, "tnd": 1600, "krw": 700, "vnd": 13000}
_MOST_DIGITS = {"idr": 12}
_LARGEST = 99_999_999


def check_currency(currency: str) -> str:
    """The currency in lower case. Raises GatewayRefusal for one that Stripe does not support."""
    lowered = currency.lower()
    if lowered not in SUPPORTED:
        listed = ", ".join(sorted(SUPPORTED))
        raise invalid(
            f"Invalid currency: {lowered}. Stripe currently supports these currencies: {listed}",
            param="currency",
        )
    return lowered


def check_amount(amount: int, currency: str, *, param: str = "amount") -> None:
    """Raises GatewayRefusal for an amount (minor units) that cannot be charged in this currency."""
    check_positive(amount, param=param)
    check_settles(amount, currency, param=param)
    largest = 10 ** _MOST_DIGITS[currency] - 1 if currency in _MOST_DIGITS else _LARGEST
    if amount > largest:
        raise invalid(
            f"Amount must be no more than {shown(largest, currency)}", code="amount_too_large", param=param
        )
    smallest = minimum(currency)
    if amount < smallest:
        raise invalid(
            f"Amount must be at least {shown(smallest, currency)}", code="amount_too_small", param=param
        )


def check_positive(amount: int, *, param: str) -> None:
    """Raises GatewayRefusal for an amount below 1."""
    if amount < 1:
        raise invalid(
            "This value must be greater than or equal to 1.", code="parameter_invalid_integer", param=param
        )


def check_settles(amount: int, currency: str, *, param: str) -> None:
    """Raises GatewayRefusal for a three-decimal amount that is no multiple of 10: 5.124 KWD, not 5.120."""
    if currency in THREE_DECIMAL and amount % 10:
        raise invalid(
            f"Invalid amount: {amount}. Amounts in {currency} must be a multiple of 10.", param=param
        )


def minimum(currency: str) -> int:
    """The smallest charge, in minor units."""
    return _MINIMUM.get(currency) or _CONVERTED_MINIMUM.get(currency, 50)


def shown(amount: int, currency: str) -> str:
    """An amount as Stripe's messages show it, for example 19.00 usd."""
    if currency in ZERO_DECIMAL:
        return f"{amount} {currency}"
    places = 3 if currency in THREE_DECIMAL else 2
    return f"{amount // 10**places}.{amount % 10**places:0{places}} {currency}"
