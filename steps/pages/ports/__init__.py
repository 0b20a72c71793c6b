"""The ports of the shop, implemented with page objects: what a customer does, and nothing of the staff's."""
