"""What a scenario is handed: drivers, actors, fault injection, crash points and recorded calls."""
