"""The portal and its people while a story is played: real forms in, every channel kept."""

import io
import logging
import re
from datetime import timedelta

from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.models import Acceptance, Agreement, Role, User
from core import clock
from core.jobs import run_due_jobs
from core.log import LineFormatter
from tests.canary.history import NOBODY, Group, History, Person, Place, Word
from tests.factories import (
    AdvisoryGroupFactory,
    MembershipFactory,
    OrganisationFactory,
    OrganisationMembershipFactory,
    UserFactory,
)
from tests.signing_in import sign_in

CANARY = re.compile(rb"Qw[a-j]{4}z")
HARBOUR = {
    "Marjorie": Role.CHAIR,
    "Doreen": Role.MEMBER,
    "Colin": Role.MEMBER,
    "Piotr": Role.MEMBER,
    "Sally": Role.SECRETARY,
    "Rob": Role.POLICE_LEAD,
    "Dele": Role.OFFICER,
    "Hannah": Role.OBSERVER,
    "Zainab": Role.MEMBER,  # leaves before the story begins
}
UPLANDS = {"Gwen": Role.CHAIR, "Owen": Role.SECRETARY, "Ama": Role.MEMBER, "Piotr": Role.OBSERVER}
CHATTY = ("factory", "markdown_it", "PIL")  # they tell of each step at the finest level
STAFF, READERS = ("Adam", "Eve"), ("Nadia",)
SESSION = timedelta(minutes=25)  # shorter than the portal lets one idle


class World:
    """One story: its history, the people's browsers, the mails and the log so far."""

    def __init__(self) -> None:
        self.history = History()
        self.users: dict[str, User] = {}
        self.browsers: dict[str, tuple[Client, object]] = {}
        mail.outbox = []
        self._listen()
        self._people()

    def __getstate__(self):
        """For a story that is put back (``tests/stories.py``): people sign in again after it."""
        return self.history, self.users, mail.outbox, self.log.getvalue()

    def __setstate__(self, state):
        self.history, self.users, mail.outbox, log = state
        self.browsers = {}
        self._listen()
        self.log.write(log)

    # --- People ------------------------------------------------------------------------------

    def _people(self) -> None:
        self.history.people[NOBODY] = Person(NOBODY, out=True)
        with clock.at(self.history.now):
            for name in STAFF:
                self.add(name, staff=True)
            for name in READERS:
                user = self.add(name, reader=True)
                OrganisationMembershipFactory(user=user, starts_at=self.history.now)
            for roll, group in ((HARBOUR, "Harbour"), (UPLANDS, "Uplands")):
                self.add_group(group, roll)

    def add_group(self, name: str, roll: dict[str, Role], **rules: str) -> Group:
        """A group with its people, who have an account or get one."""
        rules |= {"name": f"{name} IAG", "code": name[:3].upper()}
        row = AdvisoryGroupFactory(organisation=OrganisationFactory(name=name), **rules)
        group = Group(row.pk, name)
        self.history.groups.append(group)
        for person, role in roll.items():
            user = self.users.get(person) or self.add(person)
            MembershipFactory(user=user, group=row, role=role, starts_at=self.history.now)
            self.begins(person, group, role)
        return group

    def add(self, name: str, *, staff: bool = False, reader: bool = False) -> User:
        """Somebody with an account; their surname is a canary."""
        word = self.history.new_word("name", name)
        fields = {"name": f"{name} {word.text}", "email": f"{name.lower()}@example.org"}
        self.knows(name, UserFactory(is_staff=staff, **fields), word)
        person = self.history.people[name]
        person.staff, person.reader = staff, reader
        return self.users[name]

    def knows(self, name: str, user: User, word: Word) -> None:
        """Write down that somebody has an account now; they agree to what everybody agreed to."""
        for agreement in Agreement.objects.all():
            Acceptance.objects.create(user=user, agreement=agreement)
        self.history.say(word)
        self.history.people[name], self.users[name] = Person(name), user

    def name_of(self, person: str) -> Word:
        """The word that is their surname."""
        words = self.history.words.values()
        return next(word for word in words if word.kind == "name" and word.by == person)

    def begins(self, person: str, group: Group, role: str) -> None:
        """Write down that a place in a group begins."""
        group.places[person] = Place(str(role), self.history.now)
        group.ever.add(person)

    @property
    def harbour(self) -> Group:
        return self.history.groups[0]

    def who(self, group: Group, *roles: str) -> list[str]:
        """Who can sign in and has one of these roles; all of the group when none is given."""
        here = group.places.items()
        fit = [name for name, place in here if not roles or place.role in roles]
        return [name for name in fit if not self.history.people[name].out]

    # --- Forms -------------------------------------------------------------------------------

    def browser(self, name: str, *, anew: bool = False) -> Client:
        """The browser in which somebody is signed in, with a factor shown just now."""
        person = self.history.people[name]
        client, until = self.browsers.get(name, (None, None))
        if not person.out and (anew or client is None or until < self.history.now):
            client = sign_in(Client(), User.objects.get(pk=self.users[name].pk), fresh=True)
            self.browsers[name] = client, self.history.now + SESSION
        return client or Client()

    def send(self, name: str, view: str, *args: object, fields: dict | None = None, **more: object):
        """Somebody fills in a form of theirs; answers what the portal answered."""
        self.history.pass_time()
        with clock.at(self.history.now):
            answer = self.browser(name).post(reverse(view, args=args), fields or {}, **more)
            run_due_jobs()
        self.hear(answer.serialize_headers(), "the headers of an answer to a form")
        return answer

    def does(
        self, name: str, view: str, *args: object, fields: dict | None = None, **more: object
    ) -> bool:
        """The same; answers whether it was done."""
        answer = self.send(name, view, *args, fields=fields, **more)
        away = answer.status_code == 302 and answer.url.startswith(
            ("/accounts/login", "/accounts/2fa")
        )
        return answer.status_code in {204, 302} and not away

    def tell(self, sentence: str) -> None:
        """One sentence of the story."""
        self.history.story.append(f"{self.history.now:%H:%M} {sentence}")

    # --- What may hold no word at all ----------------------------------------------------------

    def _listen(self) -> None:
        root = logging.getLogger()
        self.log = io.StringIO()
        self._handler = next(h for h in root.handlers if isinstance(h.formatter, LineFormatter))
        self._before = self._handler.setStream(self.log), root.level
        root.setLevel(logging.DEBUG)
        for name in CHATTY:
            logging.getLogger(name).setLevel(logging.INFO)

    def stop(self) -> None:
        """Give the log back."""
        stream, level = self._before
        self._handler.setStream(stream)
        logging.getLogger().setLevel(level)

    def hear(self, content: bytes | str, where: str) -> None:
        """Fail when a word stands where none may."""
        canaries = CANARY.findall(content.encode() if isinstance(content, str) else content)
        if canaries:
            self.fail(f"{self.meaning(canaries[0].decode())} stands in {where}")

    def meaning(self, text: str) -> str:
        """A canary in words."""
        word = self.history.words[text]
        about = word.topic.pk if word.topic else ""
        where = f" of topic {about}" if about else ""
        space = f" in the {word.space} space" if word.space else ""
        note = " (which nobody should find any more)" if word.gone else ""
        return f"{text}, the {word.kind} of {word.by}{space}{where}{note}"

    def fail(self, what: str) -> None:
        """Say what went wrong, after the story that led there."""
        story = "\n".join(f"  {line}" for line in self.history.story)
        raise AssertionError(f"{what}.\nThe story so far:\n{story}")
