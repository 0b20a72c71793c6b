"""What must hold after every scenario, read from the databases, the gateway and the mail server."""
