"""The committed baseline: what each green scenario calls and costs, as text that a person reads in a diff."""
