"""What Prosody 0.12.3 with Jitsi's token plugins makes of a token, in our own words.

A model of ``luajwtjitsi.verify``, ``process_and_verify_token``, ``verify_room`` and
``mod_token_affiliation``, kept honest by ``test_prosody.py``: the table there was measured on a
real server. It is not a JWT library: no leeway, a string ``aud``, ``exp`` may be missing.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15


class Refusal(Exception):
    """Prosody says no; the text is what its log says."""


@dataclass(frozen=True)
class Prosody:
    """One virtual host. ``public_keys`` (``{sha256 of kid: PEM}``) means a key server and RS256."""

    secret: str = ""
    public_keys: Mapping[str, str] | None = None
    issuers: tuple[str, ...] = ("iag-portal",)
    audiences: tuple[str, ...] = ("jitsi",)
    domain: str = "meet.jitsi"
    verify_domain: bool = True  # the plugin's default; Docker's Jitsi switches it off

    def log_in(self, token: str | None, *, at: float) -> dict[str, Any]:
        """Check the token of a new connection; give what the plugin keeps of it."""
        if token is None:
            raise Refusal("token required")
        claims = self._verify(token, at=int(at))
        for name in ("room", "sub"):
            if name not in claims:
                raise Refusal(f"'{name}' claim is missing")
        return claims

    def join(self, claims: Mapping[str, Any], node: str) -> str:
        """Enter the room ``node@muc.<domain>``; give the role."""
        if not self._room_matches(claims, node):
            raise Refusal("Room and token mismatched")
        return role(claims)

    def _verify(self, token: str, *, at: int) -> dict[str, Any]:
        segments = [part for part in re.split(r"[\\.]", token) if part]
        if len(segments) != 3:
            raise Refusal("Invalid token")
        header, body = (_decode(part) for part in segments[:2])
        key, algorithm = self._key(header)
        if header.get("typ") != "JWT":
            raise Refusal("Invalid typ")
        if header.get("alg") != algorithm:
            raise Refusal("Invalid or incorrect alg")
        if not _signed(".".join(segments[:2]), _bytes(segments[2]), key, algorithm):
            raise Refusal("Invalid signature")
        _check_times(body, at=at)
        _check_accepted(body, "iss", self.issuers)
        _check_accepted(body, "aud", self.audiences)
        return body

    def _key(self, header: Mapping[str, Any]) -> tuple[str, str]:
        if self.public_keys is None:
            return self.secret, "HS256"
        if "kid" not in header:
            raise Refusal("'kid' claim is missing")
        name = hashlib.sha256(str(header["kid"]).encode()).hexdigest()
        if name not in self.public_keys:
            raise Refusal("could not obtain public key")
        return self.public_keys[name], "RS256"

    def _room_matches(self, claims: Mapping[str, Any], node: str) -> bool:
        wanted, pattern = _lower(claims["room"]), None
        if claims.get("context", {}).get("room", {}).get("regex") in (True, "true"):
            pattern = claims["room"]  # a Lua pattern; those of the table read the same in Python
        tenant = re.fullmatch(r"\[([^\]]+)\](.+)", node)
        if not self.verify_domain:
            matches = node == wanted or node.endswith("]" + wanted)
            return matches or wanted == "*" or bool(pattern and re.search(pattern, node))
        room = tenant[2] if tenant else node
        if not (wanted in {"*", room} or (pattern and re.search(pattern, room))):
            return False
        sub = _lower(claims["sub"])
        return sub == "*" or sub == (tenant[1] if tenant else self.domain)


def role(claims: Mapping[str, Any]) -> str:
    """``mod_token_affiliation``: only ``context.user`` counts."""
    user = claims.get("context", {}).get("user", {})
    affiliation = user.get("affiliation") in {"owner", "moderator", "teacher"}
    return "moderator" if affiliation or user.get("moderator") in (True, "true") else "participant"


def may_use(claims: Mapping[str, Any], feature: str) -> bool:
    """``is_feature_allowed``: the object decides where it exists; else moderators may do all."""
    features = claims.get("context", {}).get("features")
    if features is None:
        return role(claims) == "moderator"
    return features.get(feature) in (True, "true")


def _check_times(body: Mapping[str, Any], *, at: int) -> None:
    # In Lua only nil and false are untrue: a JSON null is there, and not a number.
    for name in ("exp", "nbf"):
        if body.get(name, False) is not False and not _is_number(body[name]):
            raise Refusal(f"{name} must be number")
    if body.get("exp", False) is not False and at >= body["exp"]:
        raise Refusal("Not acceptable by exp")
    if body.get("nbf", False) is not False and at < body["nbf"]:
        raise Refusal("Not acceptable by nbf")


def _check_accepted(body: Mapping[str, Any], name: str, accepted: tuple[str, ...]) -> None:
    if name not in body:
        raise Refusal(f"'{name}' claim is missing")
    if not isinstance(body[name], str) or body[name] not in accepted:
        raise Refusal(f"invalid '{name}' claim")


def _signed(text: str, signature: bytes, key: str, algorithm: str) -> bool:
    if algorithm == "HS256":
        return hmac.digest(key.encode(), text.encode(), "sha256") == signature
    public = serialization.load_pem_public_key(key.encode())
    try:
        public.verify(signature, text.encode(), PKCS1v15(), hashes.SHA256())
    except InvalidSignature:
        return False
    return True


def _decode(part: str) -> dict[str, Any]:
    try:
        value = json.loads(_bytes(part))
    except ValueError:
        raise Refusal("Invalid token") from None
    if not isinstance(value, dict):
        raise Refusal("Invalid token")
    return value


def _bytes(part: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
    except ValueError:
        raise Refusal("Invalid token") from None


def _lower(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise Refusal("string expected")  # string.lower() fails in Lua, so the join never ends well
    return str(value).lower()


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
