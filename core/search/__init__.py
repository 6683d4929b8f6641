"""Search in what one may read: a copy of the words, kept by events, asked with the asker's rights.

Each app says in its ``search.py`` what it offers. A search begins with what this person may open,
so that nothing hidden is found, counted, or weighed (decision 0031).
"""
