"""The code that an authenticator app would show (RFC 6238), for people of the demo only."""

import base64
import hashlib
import hmac

STEP_SECONDS = 30


def code(secret: str, at: float) -> str:
    """Six digits for a base32 `secret` at Unix time `at`."""
    key = base64.b32decode(secret.upper() + "=" * (-len(secret) % 8))
    counter = int(at // STEP_SECONDS).to_bytes(8, "big")
    mac = hmac.new(key, counter, hashlib.sha1).digest()
    start = mac[-1] & 0xF
    number = int.from_bytes(mac[start : start + 4], "big") & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"
