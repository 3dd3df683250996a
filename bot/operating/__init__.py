"""Running the bot: the round of upkeep, room, readiness, metrics, logs, the doctor."""
