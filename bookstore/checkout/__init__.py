"""The checkout service: one saga a checkout, from submission to order."""
