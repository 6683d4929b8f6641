"""People's rights in what is held about them: a copy, an end, and things that must stay."""
