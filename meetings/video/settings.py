"""What the portal must know of the video host: read at start-up, judged by a system check."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, NamedTuple
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from jwt.algorithms import RSAAlgorithm

Profile = Literal["production", "demo", "test"]

LEAST_SECRET_BYTES = 32
LEAST_RSA_BITS = 3072  # as strong as 128 bits
# A third party, for demonstration only: it cuts an embedded call after five minutes.
REFUSED_HOSTS = frozenset({"meet.jit.si"})
YES = frozenset({"1", "true", "yes", "on"})

_HOST = re.compile(
    r"(?=.{1,253}(:|$))[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*(:\d{1,5})?"
)
_TELEPHONE = re.compile(r"\+?[0-9][0-9 ]{5,20}")
_LOCAL_ORIGIN = re.compile(r"http://localhost:\d{1,5}")


class Problem(NamedTuple):
    """One reason why video must not start: a system check's id and a sentence for the operator."""

    id: str
    sentence: str


@dataclass(frozen=True, slots=True)
class JitsiSettings:
    """The video host as configured: build with :meth:`from_mapping`, judge with :meth:`problems`.

    ``domain`` is ``host[:port]``; empty means that there is no video and everything else works.
    ``login_keys`` holds ``{key id: private key as PEM}`` in order: the first signs, the public
    halves of all are published, so that a key can be changed while tokens of the old one live.
    ``telephones`` are the numbers of a SIP trunk that puts people through by their PIN.
    ``system_key`` is what the host signs with when it asks or tells us something; it opens no room.
    ``telephone_key`` is what the telephone exchange sends when it asks whose PIN was typed.
    """

    profile: Profile = "production"
    domain: str = ""
    xmpp_domain: str = "meet.jitsi"
    app_id: str = "iag-portal"
    audience: str = "jitsi"
    algorithm: str = "RS256"
    captions: bool = False
    telephones: tuple[str, ...] = ()
    secret: str = field(default="", repr=False)
    login_keys: Mapping[str, str] = field(default_factory=dict, repr=False)
    system_key: str = field(default="", repr=False)
    telephone_key: str = field(default="", repr=False)

    @classmethod
    def from_mapping(cls, env: Mapping[str, str], *, profile: Profile) -> JitsiSettings:
        """Read ``JITSI_…`` from ``env`` (docs/operations.md). Never raises: see ``problems``."""
        return cls(
            profile=profile,
            domain=env.get("JITSI_DOMAIN", "").strip().lower().rstrip("/"),
            xmpp_domain=env.get("JITSI_XMPP_DOMAIN", "meet.jitsi").strip().lower(),
            app_id=env.get("JITSI_APP_ID", "iag-portal").strip(),
            audience=env.get("JITSI_AUDIENCE", "jitsi").strip(),
            algorithm=env.get("JITSI_ALG", "RS256").strip().upper(),
            telephones=_read_list(env.get("JITSI_TELEPHONES", "")),
            captions=env.get("JITSI_CAPTIONS", "").strip().lower() in YES,
            secret=env.get("JITSI_SECRET", ""),
            login_keys=_read_keys(env.get("JITSI_LOGIN_KEYS", "")),
            system_key=env.get("JITSI_SYSTEM_KEY", "").strip(),
            telephone_key=env.get("JITSI_TELEPHONE_KEY", "").strip(),
        )

    @property
    def enabled(self) -> bool:
        """Whether there is a video host at all."""
        return bool(self.domain)

    @property
    def tells(self) -> bool:
        """Whether the host says who is there, and puts out whom we name."""
        return self.enabled and bool(self.system_key)

    @property
    def dials_in(self) -> bool:
        """Whether people ring in with a PIN, for which the exchange asks us."""
        return self.tells and bool(self.telephones and self.telephone_key)

    @property
    def origin(self) -> str:
        """The origin of the video host as a browser writes it, empty when video is off."""
        if not self.domain or self.domain.startswith("http://"):
            return self.domain
        return f"https://{self.domain.removesuffix(':443')}"

    @property
    def key_id(self) -> str | None:
        """The id of the key that signs; none for HS256."""
        return next(iter(self.login_keys), None) if self.algorithm == "RS256" else None

    @property
    def signing_key(self) -> RSAPrivateKey | str:
        """What tokens are signed with: the first login key, or for HS256 the secret."""
        return self.secret if self.key_id is None else _private_key(self.login_keys[self.key_id])

    def public_keys(self) -> dict[str, str]:
        """Public keys as Prosody asks for them: ``{sha256 of the key id, in hex: PEM}``."""
        return {
            hashlib.sha256(key_id.encode()).hexdigest(): _private_key(pem)
            .public_key()
            .public_bytes(
                serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
            )
            .decode()
            for key_id, pem in self.login_keys.items()
        }

    def key_set(self) -> dict[str, list[dict[str, str]]]:
        """The public halves as a JSON Web Key Set (RFC 7517), for hosts that ask for one page."""
        keys = []
        for key_id, pem in self.login_keys.items():
            public = RSAAlgorithm.to_jwk(_private_key(pem).public_key(), as_dict=True)
            parts = {name: public[name] for name in ("kty", "n", "e")}
            keys.append({**parts, "kid": key_id, "use": "sig", "alg": "RS256"})
        return {"keys": keys}

    def problems(self) -> list[Problem]:
        """Everything that would make video unsafe or broken; empty when it is off or sound."""
        if not self.enabled:
            return []
        return [
            *self._host_problems(),
            *self._name_problems(),
            *self._key_problems(),
            *self._system_key_problems(),
            *self._telephone_problems(),
        ]

    def _host_problems(self) -> list[Problem]:
        if _LOCAL_ORIGIN.fullmatch(self.domain) and self.profile in {"demo", "test"}:
            return []
        if not _HOST.fullmatch(self.domain):
            return [
                Problem(
                    "video.E001",
                    "JITSI_DOMAIN must be a host name, with a port if need be, and nothing else.",
                )
            ]
        if urlsplit(self.origin).hostname in REFUSED_HOSTS:
            return [
                Problem(
                    "video.E002",
                    "JITSI_DOMAIN names a public demonstration host. Use your own video host.",
                )
            ]
        return []

    def _name_problems(self) -> list[Problem]:
        named = {
            "JITSI_XMPP_DOMAIN": self.xmpp_domain,
            "JITSI_APP_ID": self.app_id,
            "JITSI_AUDIENCE": self.audience,
        }
        wild = [
            Problem("video.E003", f"{name} must be one exact name, neither empty nor with a star.")
            for name, value in named.items()
            if not value or "*" in value
        ]
        host = urlsplit(self.origin).hostname
        if self.xmpp_domain == host:
            # Works only while Prosody's domain verification is off, which it must not be.
            sentence = "JITSI_XMPP_DOMAIN must be Prosody's own domain, not the public host name."
            return [*wild, Problem("video.E004", sentence)]
        return wild

    def _key_problems(self) -> list[Problem]:
        if self.algorithm == "RS256":
            return self._rsa_problems()
        if self.algorithm != "HS256":
            return [Problem("video.E005", "JITSI_ALG must be RS256, or HS256 outside production.")]
        problems = []
        if self.profile == "production":
            sentence = "HS256 shares one secret with the video host, which could sign. Use RS256."
            problems.append(Problem("video.E006", sentence))
        if len(self.secret.encode()) < LEAST_SECRET_BYTES:
            problems.append(
                Problem("video.E007", "JITSI_SECRET must be at least 32 bytes of random text.")
            )
        return problems

    def _system_key_problems(self) -> list[Problem]:
        if not self.system_key or len(self.system_key.encode()) >= LEAST_SECRET_BYTES:
            return []
        sentence = "JITSI_SYSTEM_KEY must be at least 32 bytes of random text."
        return [Problem("video.E010", sentence)]

    def _telephone_problems(self) -> list[Problem]:
        wrong = [words for words in self.telephones if not _TELEPHONE.fullmatch(words)]
        sentence = "JITSI_TELEPHONES must be numbers such as +44 1632 960456, with commas between."
        problems = [Problem("video.E011", sentence)] if wrong else []
        keyed = self.telephones or self.telephone_key
        if keyed and len(self.telephone_key.encode()) < LEAST_SECRET_BYTES:
            sentence = "JITSI_TELEPHONES needs a JITSI_TELEPHONE_KEY of 32 bytes of random text."
            problems.append(Problem("video.E012", sentence))
        return problems

    def _rsa_problems(self) -> list[Problem]:
        if not self.login_keys:
            sentence = "JITSI_LOGIN_KEYS must be a JSON object of key ids and private keys in PEM."
            return [Problem("video.E008", sentence)]
        return [
            Problem("video.E009", f"The key {key_id!r} is not a usable RSA key of 3072 bits.")
            for key_id, pem in self.login_keys.items()
            if not key_id or not _is_strong_rsa(pem)
        ]


def _read_list(text: str) -> tuple[str, ...]:
    return tuple(words for part in text.split(",") if (words := " ".join(part.split())))


def _read_keys(text: str) -> dict[str, str]:
    """Read ``{"key id": "PEM"}``; anything else reads as no keys, which ``problems`` reports."""
    try:
        keys = json.loads(text or "{}")
    except ValueError:
        return {}
    if not isinstance(keys, dict) or not all(isinstance(pem, str) for pem in keys.values()):
        return {}
    return keys


@lru_cache(maxsize=8)
def _private_key(pem: str) -> RSAPrivateKey:
    """The key in ``pem``, read once: reading proves that its primes are primes, 130 ms a key."""
    key = serialization.load_pem_private_key(pem.encode(), password=None)
    if not isinstance(key, RSAPrivateKey):
        raise TypeError("a login key must be an RSA key")
    return key


def _is_strong_rsa(pem: str) -> bool:
    try:
        return _private_key(pem).key_size >= LEAST_RSA_BITS
    except (TypeError, ValueError):
        return False
