"""Whether this machine can lay out PDFs."""

import ctypes.util
from functools import cache

LIBRARIES = ("gobject-2.0", "pango-1.0", "pangoft2-1.0", "harfbuzz", "fontconfig")


@cache
def missing() -> tuple[str, ...]:
    """Names of the system libraries that WeasyPrint needs and does not find."""
    return tuple(name for name in LIBRARIES if ctypes.util.find_library(name) is None)
