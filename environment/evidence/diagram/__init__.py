"""The sequence diagram of a scenario, drawn from its recorded exchanges."""
