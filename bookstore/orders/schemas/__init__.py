"""The request and response bodies of the orders service. Amounts are minor units."""
