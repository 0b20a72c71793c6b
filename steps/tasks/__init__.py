"""Acts that take several services: shopping, retrying, concurrent events, journeys."""
