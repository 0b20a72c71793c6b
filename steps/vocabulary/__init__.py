"""The words of sentences as data: money, discount codes, faults, business phrases, capabilities."""
