"""Shipments of orders as values, rows and bodies; what changes them is in the warehouse's room."""
