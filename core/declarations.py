"""The portal's own system checks."""

import core.checks  # noqa: F401 -- known by being imported
