"""Official lists from one copy to the next: what changed, and whether the copy is believed."""
