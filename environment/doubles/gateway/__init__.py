"""A payment gateway that speaks Stripe's wire protocol for what a checkout uses.

Written from Stripe's documentation (docs.stripe.com) and held to the official SDK's own types:
`parameters` checks every request against its TypedDicts, `shape` every answer against its classes.
"""

API_VERSION = "2026-10-28.endive"
"""The one version spoken here: the version pinned by the stripe SDK 16.1 (`stripe.api_version`)."""
