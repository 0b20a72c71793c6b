"""The erasure of personal data: of one order, or of every order of an account."""
