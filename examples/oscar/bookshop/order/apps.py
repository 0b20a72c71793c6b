"""Takes the place of Oscar's orders."""

from oscar.apps.order import apps


class OrderConfig(apps.OrderConfig):
    """The same models and migrations, another event handler."""

    name = "bookshop.order"
