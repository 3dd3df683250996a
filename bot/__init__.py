"""Composition and people: alerts, delivery, commands and the chat front ends."""
