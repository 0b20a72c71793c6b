"""Stand-ins for what the bookstore depends on: payment gateway, mail server, identity provider, clock."""
