"""Who uses the bot: workspaces, their tokens (sealed), their teams, and how they are forgotten."""
