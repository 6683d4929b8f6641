"""Whether Redis answers: without it live pages are a second later, and nothing is lost."""

from __future__ import annotations

from django.conf import settings

PATIENCE = 1.0  # seconds


def broker() -> str:
    """``up``, ``down``, or ``not used`` where the portal is one web process."""
    if not settings.REDIS_URL:
        return "not used"
    from redis import Redis, RedisError  # noqa: PLC0415 -- only where it is used
    from redis.backoff import NoBackoff  # noqa: PLC0415
    from redis.exceptions import NoPermissionError  # noqa: PLC0415
    from redis.retry import Retry  # noqa: PLC0415

    limits = {"socket_connect_timeout": PATIENCE, "socket_timeout": PATIENCE}
    once = Retry(NoBackoff(), retries=0)
    try:
        with Redis.from_url(settings.REDIS_URL, retry=once, **limits) as redis:
            redis.ping()
    except NoPermissionError:
        return "up"  # it has let us in: its user may publish and subscribe, and nothing else
    except (RedisError, OSError):
        return "down"
    return "up"
