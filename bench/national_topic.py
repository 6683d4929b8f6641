"""A national topic over the forces of a filled nation: by actions, but for what groups agreed."""

from datetime import timedelta

from accounts.models import AdvisoryGroup, Membership, Organisation, Role, User
from core.clock import at, now, today
from deliberation import actions as talk
from deliberation.advice import drawn
from deliberation.models import AgreementRound, KeyMessage, Post, Space, Wording
from network import actions
from network.models import MessageOffer, NetworkForce, ReleasedMessage, Theme

TAKE_PART, DECLINE = 31, 4  # of the forces; the others do not answer
WROTE, WORDS = 287, 1_046  # people who wrote in the topics of those groups, and their posts
THEMES = (17, 15, 13, 12, 10, 9, 8, 8, 7, 6, 5, 4, 3, 1)  # messages in each
COLUMNS = 8  # of the map of tiles


def fill(leads, members, began):
    """Put to the forces of these groups, answered and released; the organisers of the network."""
    host, organisers = network(began)
    forces = forces_of(host, leads, members)
    with at(now() - timedelta(days=21)):
        topic = talk.open_topic(
            actor=organisers[0], group=host, title="Cameras that compare faces",
            ask="What must people be told?", asker="The portfolio office",
            decision_due=today() + timedelta(days=90),
        )  # fmt: skip
        put = actions.draft_national_topic(
            actor=organisers[0], topic=topic, closes_on=today() + timedelta(days=32)
        )
        asked = actions.ask_force(actor=organisers[0], national_topic=put, forces=forces)
        actions.open_national_topic(actor=organisers[0], national_topic=put)
        for place, row in enumerate(asked[: TAKE_PART + DECLINE]):
            chair = members[row.group][0]
            if place < TAKE_PART:
                actions.accept_asked(actor=chair, asked=row, named=place % 8 != 0)
            else:
                actions.decline_asked(actor=chair, asked=row, reason="We meet in May.")
    talked_about(asked[:TAKE_PART], members)
    released(put, asked[:TAKE_PART], members)
    return organisers, put


def network(began):
    """The network, its chair and its secretary."""
    body = Organisation.objects.create(name="National IAG Network", kind=Organisation.Kind.HOST)
    host = AdvisoryGroup.objects.create(
        organisation=body, name="National IAG Network", code="NAT", kind="national"
    )
    organisers = [
        User.objects.create_user(name=f"Organiser Number{place}", email=f"n{place}@nation.test")
        for place in range(2)
    ]
    for person, role in zip(organisers, (Role.CHAIR, Role.SECRETARY), strict=True):
        Membership.objects.create(user=person, group=host, role=role, starts_at=began)
    return host, organisers


def forces_of(host, leads, members):
    """Each force with its lead group, which has agreed to be it."""
    return NetworkForce.objects.bulk_create(
        NetworkForce(
            host=host, organisation=group.organisation, lead_group=group, state="agreed",
            answered_by=members[group][0], answered_at=now(), code=letters(place),
            row=1 + place // COLUMNS, column=1 + place % COLUMNS,
        )
        for place, group in enumerate(leads)
    )  # fmt: skip


def letters(number):
    return "F" + chr(ord("A") + number // 26) + chr(ord("A") + number % 26)


def talked_about(asked, members):
    """What members of each group wrote: as many people and posts in all as the nation had."""
    authors = [(row, person) for row in asked for person in members[row.group][: WROTE // 31 + 1]]
    authors = authors[:WROTE]
    rows = []
    for number in range(WORDS):
        row, person = authors[number % len(authors)]
        body = f"We want to be told before, number {number}."
        rows.append(
            Post(
                topic_id=row_topic(row), space=Space.MEMBERS, author=person, body=body,
                html=f"<p>{body}</p>\n",
            )
        )  # fmt: skip
    Post.objects.bulk_create(rows)


def row_topic(asked):
    """The topic of the group, which ``accept_asked`` wrote on a fresh copy of the row."""
    if not asked.topic_id:
        asked.refresh_from_db(fields=["topic"])
    return asked.topic_id


def released(put, asked, members):
    """Messages that groups agreed and released, sorted into themes: as rows."""
    of = [
        theme
        for order, number in enumerate(THEMES, 1)
        for theme in [Theme.objects.create(national_topic=put, name=f"Theme {order}", order=order)]
        * number
    ]
    for number, theme in enumerate(of):
        row = asked[number % len(asked)]
        chair, secretary = members[row.group][:2]
        message = agreed(row_topic(row), chair, f"{row.group.code}-N{number:03}")
        reference = f"NAT-{today().year}-R{number + 1:03}"
        leaves = ReleasedMessage.objects.create(
            national_topic=put, asked=row, reference=reference, theme=theme,
            words={**drawn(message), "reference": reference},
        )  # fmt: skip
        MessageOffer.objects.create(
            asked=row, key_message=message, state="released", released=leaves,
            offered_by=secretary, released_by=chair, released_at=now(),
        )  # fmt: skip


def agreed(topic_id, chair, reference):
    """A key message of a group, with the round that agreed it."""
    message = KeyMessage.objects.create(
        topic_id=topic_id, reference=reference, state="agreed", proposed_by=chair
    )
    wording = Wording.objects.create(
        key_message=message, version=1, written_by=chair,
        text="Say two days before where the cameras will stand, and why, in plain words.",
    )  # fmt: skip
    AgreementRound.objects.create(
        key_message=message, wording=wording, state="closed", outcome="unanimous", quorum=4,
        opened_by=chair, closed_by=chair, closed_at=now() - timedelta(days=1), support=9,
    )  # fmt: skip
    return message
