"""Who may call what: every operation of every service, asked as every kind of caller."""
