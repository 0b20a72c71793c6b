"""The parts of the pricing service, put together."""

from __future__ import annotations

from datetime import timedelta

from bookstore.platform.service import Environ, Listeners, Runtime, schema_beside, serve
from bookstore.platform.settings import number
from bookstore.platform.worker import BackgroundWorker
from bookstore.pricing.catalog import CatalogService
from bookstore.pricing.catalog_routes import discount_code_routes, price_routes
from bookstore.pricing.errors import PROBLEMS
from bookstore.pricing.group_routes import group_routes
from bookstore.pricing.routes import quote_routes
from bookstore.pricing.service import QuoteService
from bookstore.pricing.shipping_routes import shipping_routes
from bookstore.pricing.tax_routes import tax_routes
from bookstore.pricing.taxes import TaxService


def run(environ: Environ, listeners: Listeners) -> None:
    """Serve until told to stop, and delete expired quotes that were only for display."""
    runtime = Runtime.of("pricing", environ)
    seconds = number(environ, "QUOTE_SECONDS", 600, "how many seconds a quote is valid for")
    runtime.database.apply_schema(schema_beside(__file__))
    catalog = CatalogService(runtime.database, runtime.clock)
    quotes = QuoteService(runtime.database, runtime.clock, timedelta(seconds=seconds))
    routers = [
        *quote_routes(quotes),
        price_routes(catalog),
        tax_routes(TaxService(runtime.database)),
        group_routes(catalog),
        shipping_routes(catalog),
        discount_code_routes(catalog),
    ]
    deletion = BackgroundWorker("forgetting", quotes.run_deletion, runtime.clock)
    serve(runtime.app(routers, PROBLEMS, [deletion]), listeners["http"])
