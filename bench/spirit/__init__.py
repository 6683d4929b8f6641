"""Spirit (PyPI: django-spirit), a forum on Django, as a peer in the rounds of the bench."""
