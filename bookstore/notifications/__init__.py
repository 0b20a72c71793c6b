"""Notifications: one mail for each thing a customer should know of an order."""
