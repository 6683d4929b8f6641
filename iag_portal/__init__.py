"""The Django project: settings, addresses, home pages, the story of the demo, commands."""

__version__ = "0.15.0"  # as at the top of CHANGELOG.md
