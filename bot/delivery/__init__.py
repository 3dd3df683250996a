"""Drains the outbox: claim, post, settle; look in the chat for what may have arrived."""
