"""The identity provider as a program with a sign-in page, for the storefront."""
