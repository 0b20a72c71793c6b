"""The mail server that the shop's mail goes to: real SMTP in, an inbox over HTTP out."""
