"""Visits to the public site as a crawler makes them."""
