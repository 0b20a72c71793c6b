"""The checkout with one more page: that to which the bank sends the customer back."""

from django.urls import path
from oscar.apps.checkout import apps


class CheckoutConfig(apps.CheckoutConfig):
    """Takes the place of Oscar's."""

    name = "bookshop.checkout"

    def ready(self):
        super().ready()
        from bookshop.checkout.views import ReturnFromBankView  # noqa: PLC0415 - apps are loaded first

        self.return_view = ReturnFromBankView

    def get_urls(self):
        return [*super().get_urls(), path("return/", self.return_view.as_view(), name="return")]
