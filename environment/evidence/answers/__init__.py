"""Which documented answers of the services were met by scenarios, and which were not."""
