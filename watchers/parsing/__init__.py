"""Parsing at arm's length: the worker process, its wire, and the cleaning of what it says."""
