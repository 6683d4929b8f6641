"""What a release does not hold, and who is told of it."""

from publications.models import Release
from tests.signing_in import signed_in


def test_the_police_lead_is_told_of_no_message_left_out_that_they_do_not_see(prepared):
    """Decided and not sent, on a topic to which they are not invited."""
    snapshot = {**prepared.release.snapshot}
    snapshot["messages"] = snapshot["messages"][1:]
    Release.objects.update(snapshot=snapshot)
    pages = [
        signed_in(who, fresh=True)
        .get(f"/publications/release/{prepared.release.pk}/")
        .content.decode()
        for who in (prepared.rob, prepared.marjorie)
    ]
    assert ["HAR-2026-001" in page for page in pages] == [False, True]
