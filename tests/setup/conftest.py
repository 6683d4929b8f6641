"""Set-up is a package beside the portal's own: `script/_setup`, standard library only."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.append(str(ROOT / "script"))
