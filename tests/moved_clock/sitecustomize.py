"""Moves the clock of each Python that starts with this folder on its path: script/test --at."""

import os
import time
from contextlib import suppress

AT_ONCE = 0.002  # seconds: processes whose clocks differ by more disagree about what has begun

with suppress(ModuleNotFoundError):  # a Python outside .venv, which runs nothing of the portal
    import time_machine

    while True:
        begun = time.monotonic()
        journey = time_machine.travel(time.time() + float(os.environ["CLOCK_MOVED_BY"]))
        journey.start()
        time.time()  # the clock stands until it is asked
        if time.monotonic() - begun < AT_ONCE:
            break
        journey.stop()
