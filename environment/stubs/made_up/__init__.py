"""A service of which there is nothing but an OpenAPI document: its answers are made up from that."""
