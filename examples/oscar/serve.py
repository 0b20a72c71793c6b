"""Sets an empty shop up and serves it: several threads, so that customers are served at the same moment."""

from __future__ import annotations

import os

import django
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from waitress import serve

_COUNTRIES = {"US": "United States", "DE": "Germany", "GB": "United Kingdom", "JP": "Japan", "KW": "Kuwait"}
_THREADS = 16


def main() -> None:
    """Serve until the process is ended."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "bookshop.settings"
    django.setup()
    call_command("migrate", verbosity=0)
    _set_up()
    serve(get_wsgi_application(), host="127.0.0.1", port=int(os.environ["PORT"]), threads=_THREADS)


def _set_up() -> None:
    """Countries, a kind of product, a category, a supplier, the event of a refund, the staff's account."""
    from django.contrib.auth.models import User  # noqa: PLC0415 - models are there after setup()
    from oscar.core.loading import get_model  # noqa: PLC0415

    for code, name in _COUNTRIES.items():
        get_model("address", "Country").objects.get_or_create(
            iso_3166_1_a2=code, defaults={"printable_name": name, "name": name, "is_shipping_country": True}
        )
    get_model("catalogue", "ProductClass").objects.get_or_create(name="Book")
    category = get_model("catalogue", "Category")
    if not category.objects.exists():
        category.add_root(name="Books", slug="books")
    get_model("partner", "Partner").objects.get_or_create(name="Warehouse")
    get_model("order", "PaymentEventType").objects.get_or_create(name="Refunded")
    if not User.objects.filter(is_superuser=True).exists():
        User.objects.create_superuser("staff", "staff@shop.example", os.environ["STAFF_PASSWORD"])


if __name__ == "__main__":
    main()
