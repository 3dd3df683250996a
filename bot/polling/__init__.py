"""One source from due to pending deliveries: claimed, polled, matched, written; and its health."""
