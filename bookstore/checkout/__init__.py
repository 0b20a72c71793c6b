"""The checkout service: one saga per checkout, from submission to order."""
