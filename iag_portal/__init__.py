"""The portal's wiring and foundations."""

__version__ = "0.8.0"  # as at the top of CHANGELOG.md
