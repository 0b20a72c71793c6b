"""Drivers: how the steps reach the bookstore. One a service, in words of the domain."""
