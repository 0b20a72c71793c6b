"""The address of the shop's pages in a stack without the storefront, which has an address of its own."""

SHOP_URL = "https://www.bookstore.example"
"""Where mails and the bank lead. It differs from the default of payments, so that it is seen to be used."""
