"""What the gateway keeps: one record type a file, with its states and its wire form."""
