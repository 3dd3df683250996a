"""Sanctions lists and the Federal Register's documents about them."""
