"""From what a poll found to what a team is told: drafted, held against what it was told, recorded."""
