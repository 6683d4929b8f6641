"""What may be run later: the `@job` decorator, the list of job functions, and the ways in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from django.db.models import Count, Q

from core.alike import one_address
from core.clock import now
from core.request_id import request_id

if TYPE_CHECKING:  # the models cannot be imported before the apps are ready
    from core.jobs.models import Job

Pointer = int | str | bool | float | None
LONGEST_POINTER = 200
HELD = "held: it may have been sent before the backup was restored"

FUNCTIONS: dict[str, "JobFunction"] = {}


class _Work(Protocol):
    """A function that a job can run: it takes pointers and returns nothing that is kept."""

    __module__: str
    __qualname__: str
    __doc__: str | None

    def __call__(self, *args: Pointer) -> None: ...


@dataclass(frozen=True)
class JobsHealth:
    """`oldest_due`: how long the longest-waiting job has been due; `failed`: how many gave up.

    A function with an alarm of its own is not counted in `failed`: see `last_failure`. `waiting`:
    how many are due now; `emails`: how many of these send one.
    """

    oldest_due: timedelta | None
    failed: int
    waiting: int = 0
    emails: int = 0


class JobFunction:
    """A function with a time limit and a number of attempts. Calling it runs it here and now."""

    def __init__(
        self,
        work: _Work,
        *,
        timeout: timedelta,
        attempts: int,
        every: timedelta | None,
        own_alarm: bool,
        sends: bool,
    ) -> None:
        self.name = f"{work.__module__}.{work.__qualname__}"
        self.timeout = timeout
        self.attempts = attempts
        self.every = every
        self.own_alarm = own_alarm
        self.sends = sends
        self.__doc__ = work.__doc__
        self._work = work

    def __call__(self, *args: Pointer) -> None:
        self._work(*args)

    def __repr__(self) -> str:
        return f"<job {self.name}>"

    def enqueue(
        self, *args: Pointer, key: str | None = None, run_after: datetime | None = None
    ) -> int:
        """Write the job down on the caller's own connection and return its primary key.

        A rollback takes the job with it. The same `key` again adds nothing: the first job's key
        is returned, whatever its state. TypeError for anything that is not a pointer.
        """
        from core.jobs.models import Job  # noqa: PLC0415 - apps are not ready on import

        _refuse_words(args)
        at = now()
        row = {
            "function": self.name,
            "args": list(args),
            "created_at": at,
            "due_at": run_after or at,
            "request_id": request_id(),
        }
        if key is None:
            return Job.objects.create(**row).pk
        return Job.objects.get_or_create(key=key, defaults=row)[0].pk


def job(
    *,
    timeout: timedelta,
    attempts: int,
    every: timedelta | None = None,
    own_alarm: bool = False,
    sends: bool = False,
) -> Callable[[Callable[..., None]], JobFunction]:
    """Make a function a job: stopped after `timeout`, tried `attempts` times, run each `every`.

    :param own_alarm: its failure is told apart from all others, by `last_failure`.
    :param sends: it sends an email, or has one sent: see `hold`.
    """

    def decorate(work: Callable[..., None]) -> JobFunction:
        function = JobFunction(
            work,
            timeout=timeout,
            attempts=attempts,
            every=every,
            own_alarm=own_alarm,
            sends=sends,
        )
        FUNCTIONS[function.name] = function
        return function

    return decorate


def named(name: str) -> JobFunction:
    """The job function ``name``, such as ``"meetings.jobs.prepare_paper"``.

    For an action whose job calls actions in turn: it cannot import the job, or code would
    point in a circle. KeyError for a name that no ``jobs.py`` defines.
    """
    return FUNCTIONS[name]


def enqueue_periodic() -> None:
    """Write down each periodic job for the slot that now lies in, once over all workers."""
    from core.jobs.models import Job  # noqa: PLC0415 - apps are not ready on import

    at = now()
    rows = [
        Job(function=f.name, key=f"{f.name}:{slot:%Y%m%dT%H%M%S}", created_at=at, due_at=at)
        for f in FUNCTIONS.values()
        if f.every and (slot := _slot(at, f.every))
    ]
    known = set(Job.objects.filter(key__in=[r.key for r in rows]).values_list("key", flat=True))
    missing = [r for r in rows if r.key not in known]
    if missing:  # a look first: a write each turn would keep SQLite's one pen busy
        Job.objects.bulk_create(missing, ignore_conflicts=True)


def retry(job_id: int) -> bool:
    """Put a failed job back with all its attempts. False if it is not a failed one."""
    from core.jobs.models import Job, State  # noqa: PLC0415

    failed = Job.objects.filter(pk=job_id, state=State.FAILED)
    return bool(
        failed.update(
            state=State.DUE, attempts=0, error="", progress=None, due_at=now(), finished_at=None
        )
    )


def hold() -> int:
    """Let what is due and sends emails wait for somebody to decide; answers how many.

    After a backup was restored: what was due when it was made may have been sent since, and so
    may what a worker had in its hands then, which is due only at the end of its lease. They stand
    among the failed ones, where `retry` sends one and `drop` forgets it.
    """
    from core.jobs.models import Job, State  # noqa: PLC0415

    sending = [name for name, function in FUNCTIONS.items() if function.sends]
    due = Job.objects.filter(state=State.DUE, function__in=sending)
    may_be_sent = due.filter(Q(due_at__lte=now()) | Q(attempts__gt=0))
    return may_be_sent.update(state=State.FAILED, error=HELD, finished_at=now())


def drop(job_id: int) -> bool:
    """Forget a failed job that cannot be done. False if it is not a failed one.

    The last run of a function with an alarm of its own stays: only a run that ends well
    takes that alarm back.
    """
    from core.jobs.models import Job, State  # noqa: PLC0415

    failed = Job.objects.filter(pk=job_id, state=State.FAILED)
    function = failed.values_list("function", flat=True).first()
    if function in _with_own_alarm() and (last := _last_run(function)) and last.pk == job_id:
        return False
    return bool(failed.delete()[0])


def last_failure(function: JobFunction, *, within: timedelta | None = None) -> str | None:
    """How the last finished run of `function` failed: empty if it did not, None before any.

    :param within: a run that ended well longer ago than this counts as none.
    """
    from core.jobs.models import State  # noqa: PLC0415

    last = _last_run(function.name)
    if last is None or last.finished_at is None:
        return None
    if last.state == State.FAILED:
        return last.error
    return None if within and last.finished_at < now() - within else ""


def _last_run(name: str) -> "Job | None":
    from core.jobs.models import Job  # noqa: PLC0415

    runs = Job.objects.filter(function=name, finished_at__isnull=False)
    return runs.order_by("-finished_at", "-pk").first()


def _with_own_alarm() -> list[str]:
    return [name for name, function in FUNCTIONS.items() if function.own_alarm]


def forget(address: str) -> int:
    """Remove the jobs of every state that hold this mail address; answers how many.

    For somebody whose address is forgotten: a job that is done stays a month, a failed one
    until somebody looks.
    """
    from core.jobs.models import Job  # noqa: PLC0415

    near = Job.objects.filter(args__icontains="@").values_list("pk", "args")
    plain_address = one_address(address)
    ids = [
        pk for pk, args in near.iterator() if plain_address in [one_address(str(a)) for a in args]
    ]
    return Job.objects.filter(pk__in=ids).delete()[0]


def health() -> JobsHealth:
    """How the jobs are doing. A long `oldest_due` means that no worker seems to run."""
    from core.jobs.models import Job, State  # noqa: PLC0415

    at = now()
    waiting = Job.objects.filter(state=State.DUE, due_at__lte=at).order_by("due_at")
    oldest = waiting.values_list("due_at", flat=True).first()
    sending = Q(function__in=[name for name, function in FUNCTIONS.items() if function.sends])
    numbers = waiting.order_by().aggregate(waiting=Count("pk"), emails=Count("pk", filter=sending))
    return JobsHealth(
        **numbers,
        oldest_due=at - oldest if oldest else None,
        failed=Job.objects.filter(state=State.FAILED)
        .exclude(function__in=_with_own_alarm())
        .count(),
    )


def _slot(at: datetime, every: timedelta) -> datetime:
    epoch = datetime(2026, 1, 5, tzinfo=UTC)  # a Monday: weekly jobs start with the week
    return at - (at - epoch) % every


def _refuse_words(args: tuple[Pointer, ...]) -> None:
    for value in args:
        if value is not None and not isinstance(value, int | str | float):
            raise TypeError(f"A job takes identities, not a {type(value).__name__}.")
        if isinstance(value, str) and len(value) > LONGEST_POINTER:
            raise TypeError("A job takes identities, not text.")
