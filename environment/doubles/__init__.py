"""Doubles of the systems that a shop depends on: payment gateway, mail server, identity provider, clock.

They import nothing of the bookstore, so that they serve any shop.
"""
