"""One run on many machines: each runs a shard of the selected scenarios; `make merge` joins their reports."""
