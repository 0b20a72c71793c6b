"""The mail server that a shop sends to: it receives mail over SMTP and shows it over HTTP."""
