"""A backup is one tar: the database, every file, and a manifest of both; decision 0062."""
