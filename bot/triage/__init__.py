"""What a team makes of its alerts: who has them, what was decided and why, and the log of it."""
