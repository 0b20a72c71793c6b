"""The routes of the storefront, a module for each kind of page."""
