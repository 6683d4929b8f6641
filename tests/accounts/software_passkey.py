"""A passkey in software: what a phone or a USB key answers, without one."""

import json
import os
from hashlib import sha256

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

FLAG = AuthenticatorData.FLAG
NONE = FLAG(0)
ORIGIN = "http://localhost"
AAGUID = bytes(16)


class SoftwarePasskey:
    def __init__(self, *, origin=ORIGIN, verifies_person=True):
        self.origin = origin
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = os.urandom(32)
        self.flags = FLAG.UP | (FLAG.UV if verifies_person else NONE)
        self.handle = b""
        self.counter = 0

    def _client_data(self, kind, challenge):
        return CollectedClientData.create(
            type=kind, challenge=websafe_decode(challenge), origin=self.origin
        )

    def _data(self, rp_id, flags=NONE, credential=b""):
        self.counter += 1
        host = sha256(rp_id.encode()).digest()
        return AuthenticatorData.create(host, self.flags | flags, self.counter, credential)

    def _answer(self, response):
        encoded = {name: websafe_encode(bytes(value)) for name, value in response.items()}
        return json.dumps(
            {
                "id": websafe_encode(self.id),
                "rawId": websafe_encode(self.id),
                "type": "public-key",
                "clientExtensionResults": {"credProps": {"rk": True}},
                "response": encoded,
            }
        )

    def create(self, options):
        """Answer creation options: the JSON that the hidden field carries."""
        asked = options["publicKey"]
        self.handle = websafe_decode(asked["user"]["id"])
        public = ES256.from_cryptography_key(self.key.public_key())
        credential = AttestedCredentialData.create(AAGUID, self.id, public)
        data = self._data(asked["rp"]["id"], FLAG.AT, credential)
        client_data = self._client_data("webauthn.create", asked["challenge"])
        attestation = AttestationObject.create("none", data, {})
        return self._answer({"clientDataJSON": client_data, "attestationObject": attestation})

    def get(self, options):
        """Answer request options, signed."""
        asked = options["publicKey"]
        data = self._data(asked["rpId"])
        client_data = self._client_data("webauthn.get", asked["challenge"])
        signature = self.key.sign(data + client_data.hash, ec.ECDSA(hashes.SHA256()))
        response = {
            "clientDataJSON": client_data,
            "authenticatorData": data,
            "signature": signature,
            "userHandle": self.handle,
        }
        return self._answer(response)
