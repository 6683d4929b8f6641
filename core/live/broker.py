"""Whether Redis answers: without it live pages are a second later, and nothing is lost."""

from __future__ import annotations

from threading import Lock
from time import monotonic

from django.conf import settings

PATIENCE = 1.0  # seconds
KEPT = 5.0  # seconds; everybody may ask for our health, and a dead Redis holds a thread up
_answers: dict[str, tuple[float, str]] = {}  # of each address: when it was asked, and its answer
_asking = Lock()


def broker() -> str:
    """``up``, ``down``, or ``not used`` where the portal is one web process.

    An answer stands for five seconds in this process; those who come at once share one question.
    """
    address = settings.REDIS_URL
    if not address:
        return "not used"
    with _asking:
        asked_at, word = _answers.get(address, (0.0, ""))
        if not word or monotonic() - asked_at >= KEPT:
            word = _ask(address)
            _answers[address] = (monotonic(), word)
        return word


def _ask(address: str) -> str:
    from redis import Redis, RedisError  # noqa: PLC0415 -- only where it is used
    from redis.backoff import NoBackoff  # noqa: PLC0415
    from redis.exceptions import NoPermissionError  # noqa: PLC0415
    from redis.retry import Retry  # noqa: PLC0415

    limits = {"socket_connect_timeout": PATIENCE, "socket_timeout": PATIENCE}
    once = Retry(NoBackoff(), retries=0)
    try:
        with Redis.from_url(address, retry=once, **limits) as redis:
            redis.ping()
    except NoPermissionError:
        return "up"  # it has let us in: its user may publish and subscribe, and nothing else
    except (RedisError, OSError):
        return "down"
    return "up"
