"""The console script: what a shell can say, and what only an operator does."""
