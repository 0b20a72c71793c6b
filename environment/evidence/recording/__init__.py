"""The record of every exchange on every arrow: raw inside the proxy, masked before it leaves the proxy."""
