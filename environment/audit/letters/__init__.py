"""Mails rebuilt from their orders. Nothing here is shared with bookstore/notifications."""
