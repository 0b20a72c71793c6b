"""Buying on invoice: how much a customer may owe, and how much of it is left."""
