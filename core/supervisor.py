"""One parent for web and jobs: starts them, starts them again when they die, ends them all."""

import os
import select
import signal
import subprocess
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from time import monotonic
from types import FrameType

from core.processes import adopt_orphans, end_orphans, kill_group, tied

TICK_SECONDS = 0.1
SWEEP_SECONDS = 2.0
FIRST_PAUSE_SECONDS = 0.2
LONGEST_PAUSE_SECONDS = 10.0
# A child that has lived this long was well: its next death starts a new count.
WELL_AFTER_SECONDS = 30.0
DEATHS_BEFORE_READY = 3
READY_WITHIN_SECONDS = 60.0
END_WITHIN_SECONDS = 8.0


class NotStartedError(Exception):
    """The portal could not be started; the message says which part and what to look at."""


@dataclass
class Part:
    """One program that is kept running."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    start_again_at: float = field(default_factory=monotonic)
    pause: float = FIRST_PAUSE_SECONDS
    deaths: int = 0

    def start(self, env: dict[str, str]) -> None:
        self.process = subprocess.Popen(  # noqa: S603 - our own programs
            tied(self.command), env=env, start_new_session=True
        )
        self.started_at = monotonic()

    def note_death(self) -> None:
        at = monotonic()
        if at - self.started_at > WELL_AFTER_SECONDS:
            self.pause, self.deaths = FIRST_PAUSE_SECONDS, 0
        self.process = None
        self.deaths += 1
        self.start_again_at = at + self.pause
        self.pause = min(self.pause * 2, LONGEST_PAUSE_SECONDS)


class Supervisor:
    """Keeps `parts` (name: command) running until SIGINT or SIGTERM."""

    def __init__(self, parts: dict[str, list[str]], env: dict[str, str]) -> None:
        self._parts = [Part(name, command) for name, command in parts.items()]
        self._env = env
        self._stopping = False
        self._sweep_at = monotonic()
        self._bell_in, self._bell_out = os.pipe()
        os.set_blocking(self._bell_out, False)

    def run(self, *, is_ready: Callable[[], bool], on_ready: Callable[[], None]) -> None:
        """Start all parts, call `on_ready` once `is_ready` first says so, and stay.

        :raises NotStartedError: a part died three times, or a minute passed, before that.
        """
        self._listen_for_stop()
        adopt_orphans()
        try:
            self._until_ready(is_ready)
            if not self._stopping:
                on_ready()
            while not self._stopping:
                self._turn()
                select.select([self._bell_in], [], [], TICK_SECONDS)
        finally:
            self._end()

    def _until_ready(self, is_ready: Callable[[], bool]) -> None:
        until = monotonic() + READY_WITHIN_SECONDS
        while not self._stopping:
            self._turn()
            if is_ready():
                return
            for part in self._parts:
                if part.deaths >= DEATHS_BEFORE_READY:
                    raise NotStartedError(f"{part.name} does not start; the lines above say why.")
            if monotonic() > until:
                raise NotStartedError("It does not answer; the lines above may say why.")
            select.select([self._bell_in], [], [], TICK_SECONDS)

    def _turn(self) -> None:
        for part in self._parts:
            if part.process and part.process.poll() is not None:
                kill_group(part.process.pid)
                part.note_death()
            if not part.process and monotonic() >= part.start_again_at and not self._stopping:
                part.start(self._env)
        if monotonic() >= self._sweep_at:
            self._sweep_at = monotonic() + SWEEP_SECONDS
            end_orphans({part.process.pid for part in self._parts if part.process})

    def _listen_for_stop(self) -> None:
        def stop(_number: int, _frame: FrameType | None) -> None:
            self._stopping = True

        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, stop)
        signal.set_wakeup_fd(self._bell_out, warn_on_full_buffer=False)

    def _end(self) -> None:
        """End each part's whole group: politely, and after eight seconds for certain."""
        running = [part.process for part in self._parts if part.process]
        for process in running:
            kill_group(process.pid, signal.SIGTERM)
        until = monotonic() + END_WITHIN_SECONDS
        for process in running:
            with suppress(subprocess.TimeoutExpired):
                process.wait(max(0.0, until - monotonic()))
        for process in running:
            kill_group(process.pid)
            process.wait()
        end_orphans(set())
