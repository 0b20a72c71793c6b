"""A payment gateway that speaks Stripe's protocol, for the part of the API that a checkout uses.

Written from Stripe's documentation (docs.stripe.com) and held to the official SDK's own types:
`parameters` checks every request against its TypedDicts, `response_schema` every response against its
classes.
"""

API_VERSION = "2026-10-28.endive"
"""The only API version that is supported: that of the stripe SDK 16.1 (`stripe.api_version`)."""
