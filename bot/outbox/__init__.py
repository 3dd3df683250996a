"""Alerts, where they go, and one delivery for each pair: the only road to a chat."""
