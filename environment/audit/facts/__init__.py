"""What is audited: databases, gateway and mail server as they are after a scenario, read as one snapshot."""
