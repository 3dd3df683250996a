"""The one door to the store: SQLite or PostgreSQL with one behaviour, backups, moves, disk room."""
