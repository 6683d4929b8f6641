"""Files in a bucket, on a server that speaks S3: kept, given, removed, and refused where unfit."""

import json
import os
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from core import env
from core.backups.make import stored as stored_names
from core.bucket import Bucket, unfit
from core.env.addresses import files
from core.files import on_disk, stored
from core.jobs import run_due_jobs
from meetings.jobs import prepare_paper
from meetings.models import PaperVersion
from tests.factories import PaperVersionFactory
from tests.faults.portal import free_port, until
from tests.meetings.slides import packs
from tests.portal.test_env import WHOLE

KEYS = {"IAG_FILES_KEY": "portal", "IAG_FILES_SECRET": "of-the-portal", "IAG_FILES_REGION": "eu-1"}
VERSIONS = (
    "IAG_FILES: the bucket keeps versions, or has kept them: what is removed would stay there."
    " Take one that never did."
)
STRANGERS = "IAG_FILES: strangers can read the bucket. Take its public access away."
PUBLIC = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": "*",
            "Action": "s3:GetObject",
            "Resource": "arn:aws:s3:::of-strangers/*",
        }
    ],
}


def listens(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(scope="module")
def server():
    """A server in a process of its own; answers its address."""
    port = free_port()
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until(lambda: listens(port), "The server did not start.")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture
def bucket(server, settings, tmp_path):
    """``bucket(name)``: it is made, and files of the portal go there."""

    def begin(name):
        values = {"IAG_FILES": f"s3://{name}/harbour", "IAG_FILES_ENDPOINT": server, **KEYS}
        entry = files(values, tmp_path)
        client = Bucket(**entry["OPTIONS"]).connection.meta.client
        client.create_bucket(
            Bucket=name, CreateBucketConfiguration={"LocationConstraint": KEYS["IAG_FILES_REGION"]}
        )
        settings.STORAGES = {**settings.STORAGES, "default": entry}
        return client

    return begin


def test_a_file_is_kept_under_the_prefix_given_as_it_was_and_gone_when_it_is_removed(bucket):
    client = bucket("kept")
    names = [default_storage.save("papers/1.pdf", ContentFile(words)) for words in (b"%PDF", b"2")]
    with on_disk(names[0]) as path:
        copied = path.read_bytes(), path.suffix
    listed = list(stored_names())
    keys = [row["Key"] for row in client.list_objects_v2(Bucket="kept")["Contents"]]
    given = [stored(name) for name in names]
    for name in names:
        default_storage.delete(name)

    assert copied == (b"%PDF", ".pdf")
    assert not path.exists()
    assert given == [b"%PDF", b"2"]
    assert sorted(listed) == sorted(names)
    assert sorted(keys) == sorted(f"harbour/{name}" for name in names)
    assert "Contents" not in client.list_objects_v2(Bucket="kept")
    with pytest.raises(FileNotFoundError):
        stored(names[0])
    with pytest.raises(SuspiciousFileOperation):  # nobody is given an address of the bucket
        default_storage.url(names[0])


def test_threads_share_a_connection_and_a_fork_has_one_of_its_own(tmp_path):
    storage = Bucket(**files({"IAG_FILES": "s3://kept/harbour", **KEYS}, tmp_path)["OPTIONS"])

    def connections():
        return [part.meta.client for part in (storage.connection, storage.bucket)]

    ours = connections()
    with ThreadPoolExecutor(1) as other:
        theirs = other.submit(connections).result()
    if not (pid := os.fork()):
        shared = len(ours)
        try:
            shared = sum(client in ours for client in connections())
        finally:
            os._exit(shared)
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])

    assert [client is ours[0] for client in (*ours, *theirs)] == [True] * 4
    assert status == 0


@pytest.mark.django_db
@pytest.mark.long("a server that speaks S3 starts, and a pack is converted")
def test_a_pack_in_a_bucket_becomes_slides(bucket, tmp_path):
    bucket("of-packs")
    pdf = packs.write_pdf(tmp_path / "options.pdf", "Options\nKeep it open").read_bytes()
    name = default_storage.save("papers/options.pdf", ContentFile(pdf))
    version = PaperVersionFactory(file=name, state=PaperVersion.State.WAITING)
    prepare_paper.enqueue(version.pk)
    run_due_jobs()
    version.refresh_from_db()

    assert version.state == PaperVersion.State.READY
    assert [slide.title for slide in version.slides.all()] == ["Options"]
    assert stored(str(version.slides.get().large))[:4] == b"RIFF"


@pytest.mark.long("four buckets, each with a connection of its own")
def test_a_bucket_that_keeps_versions_or_lets_strangers_read_is_refused(bucket):
    faults = {}
    client = bucket("fit")
    faults["fit"] = unfit(default_storage)
    bucket("of-versions")
    client.put_bucket_versioning(
        Bucket="of-versions", VersioningConfiguration={"Status": "Enabled"}
    )
    faults["versions"] = unfit(default_storage)
    client.put_bucket_versioning(
        Bucket="of-versions", VersioningConfiguration={"Status": "Suspended"}
    )
    faults["had versions"] = unfit(default_storage)
    bucket("of-strangers")
    client.put_bucket_policy(Bucket="of-strangers", Policy=json.dumps(PUBLIC))
    faults["policy"] = unfit(default_storage)
    bucket("listed")
    client.put_bucket_acl(Bucket="listed", ACL="public-read")
    faults["list of rights"] = unfit(default_storage)
    client.delete_bucket(Bucket="listed")
    faults["gone"] = unfit(default_storage)

    [silence] = faults.pop("gone")
    assert faults == {
        "fit": [],
        "versions": [VERSIONS],
        "had versions": [VERSIONS],
        "policy": [STRANGERS],
        "list of rights": [STRANGERS],
    }
    assert silence.startswith("IAG_FILES: the bucket does not say whether")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"IAG_FILES": "s3://iag-files/harbour", **KEYS}, []),
        ({"IAG_FILES": "s3://iag-files", "IAG_FILES_ENDPOINT": "https://s3.example", **KEYS}, []),
        ({"IAG_FILES": "https://s3.example/iag", **KEYS}, ["iag.E028"]),
        ({"IAG_FILES": "s3://iag-files"}, ["iag.E028"]),
        ({"IAG_FILES_KEY": "portal"}, ["iag.E028"]),
        (
            {"IAG_FILES": "s3://iag-files", "IAG_FILES_ENDPOINT": "http://s3.example", **KEYS},
            ["iag.E028"],
        ),
    ],
)
def test_each_wrong_value_of_a_bucket_has_its_id(changes, expected):
    assert [problem.id for problem in env.read({**WHOLE, **changes}).problems] == expected
