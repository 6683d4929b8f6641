"""Pages and posts of meetings: find, ask, do, answer."""
