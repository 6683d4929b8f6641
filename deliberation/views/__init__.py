"""Pages of topics, key messages and rounds. Every read begins with ``visible_to``."""
