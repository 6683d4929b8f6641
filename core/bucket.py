"""Files in a bucket that speaks S3, where IAG_FILES names one (decision 0069).

Imported by nobody else's installation: it needs requirements-s3.txt. Nobody is ever given an
address of the bucket; ``core.files`` alone gives files, and asks for the right each time.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any, NoReturn

from botocore.exceptions import BotoCoreError, ClientError
from django.core.exceptions import SuspiciousFileOperation
from storages.backends.s3 import S3Storage

EVERYBODY = "http://acs.amazonaws.com/groups/global/"  # what the groups of strangers begin with
UNSET = {"NoSuchBucketPolicy", "NoSuchPublicAccessBlockConfiguration"}


class Bucket(S3Storage):
    """The storage of files, without addresses, with one connection for each process.

    django-storages makes one for each thread. A request has a thread of its own, and to make a
    connection takes a fifth of a second.
    """

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self._connect_anew()
        os.register_at_fork(after_in_child=self._connect_anew)

    def _connect_anew(self) -> None:
        """A job is a fork of the worker: two processes cannot share one connection."""
        self._connections, self._bucket = SimpleNamespace(), None

    def url(self, name: str, *_args: Any, **_more: Any) -> NoReturn:
        """There is none."""
        raise SuspiciousFileOperation(f"{name} has no address: files are given by core.files.")

    def faults(self) -> Iterator[str]:
        """What makes it unfit for people's words, in sentences.

        :raises BotoCoreError, ClientError: when it does not answer.
        """
        client, name = self.connection.meta.client, {"Bucket": self.bucket_name}
        client.head_bucket(**name)
        if client.get_bucket_versioning(**name).get("Status"):
            yield (
                "IAG_FILES: the bucket keeps versions, or has kept them: what is removed would stay"
                " there. Take one that never did."
            )
        if self._is_public():
            yield "IAG_FILES: strangers can read the bucket. Take its public access away."

    def _is_public(self) -> bool:
        """By its list of rights, or by a policy that is for everybody."""
        client, name = self.connection.meta.client, {"Bucket": self.bucket_name}
        grants = client.get_bucket_acl(**name)["Grants"]
        if any(grant["Grantee"].get("URI", "").startswith(EVERYBODY) for grant in grants):
            return True
        try:
            policy = client.get_bucket_policy_status(**name)["PolicyStatus"]
        except ClientError as error:
            if error.response["Error"]["Code"] in UNSET:
                return False
            raise
        return bool(policy["IsPublic"])


def unfit(storage: Any) -> list[str]:
    """The faults of a bucket; or the one that it does not answer all that it is asked."""
    try:
        return list(storage.faults())
    except (BotoCoreError, ClientError) as error:
        code = error.response["Error"]["Code"] if isinstance(error, ClientError) else ""
        words = (
            "IAG_FILES: the bucket does not say whether it keeps versions and who may read it"
            f" ({code or type(error).__name__}). Are its name, IAG_FILES_ENDPOINT and the keys"
            " right, and may the keys ask for its versioning, its ACL and its policy?"
        )
        return [words]
