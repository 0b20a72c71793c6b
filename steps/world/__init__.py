"""What steps act on: the world of a scenario, its actors, and the ports that environment implements."""
