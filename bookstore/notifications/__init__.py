"""The notifications service: one mail for each event of an order that its customer should know of."""
