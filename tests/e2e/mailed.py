"""What a portal has sent: each mail as its reader has it, with the links in it made alike."""

import re
from collections import defaultdict
from email import message_from_string, policy
from pathlib import Path
from typing import NamedTuple

DOC = Path(__file__).parents[2] / "docs" / "notices.md"
LINK = re.compile(r"http://localhost:\d+/\S*")
DAY = re.compile(r"until .+?\. It is for \S+@example\.org only")


class Mail(NamedTuple):
    subject: str
    body: str

    @property
    def sentences(self) -> list[str]:
        """What a mail of notices says, between its fixed beginning and its fixed end; else nothing."""
        if self.subject != NOTICES:
            return []
        listed, _between, _end = self.body.partition("What it is about")
        return re.findall(r"^(.+):\nLINK$", listed, re.MULTILINE)


INVITATION = Mail(
    "You are invited to the IAG portal",
    """Hello,

You have been invited to the IAG portal.

To set up your account, open this link:
LINK

The link works once, until DAY. It is for ADDRESS only: please do not pass it on.

If you did not expect this, ask the person who invited you, by telephone or face to face. Or do nothing, and no account is made.
""",
)
SIGNS_IN_ANEW = Mail(
    "Something has changed in how you sign in",
    """Something has changed in how you sign in to the IAG portal:
an authenticator app was added

If it was you, there is nothing to do.

If it was not you, tell your group's secretary at once, or phone 01632 960123.

You can look at how you sign in here:
LINK
""",
)
NOTICES = "Something is new on the IAG portal"
FEW = {True: "This is new on the IAG portal:", False: "These things are new on the IAG portal:"}
NOTICE = """Hello,

{beginning}

{sentences}What it is about stands on the portal only, because email is not confidential.

To stop these emails, open this link and press the button:
LINK

To choose what you are told and when, sign in and look under My account, Notices.
"""


def sentences_of_doc() -> dict[str, str]:
    """What each kind of notice says, by its name, as the docs have it."""
    rows = [line.split("|") for line in DOC.read_text().splitlines() if line.startswith("| ")]
    return {row[1].strip(): row[2].strip() for row in rows[1:]}


def notice(sentences: list[str]) -> Mail:
    """The mail of notices that says these, and nothing else."""
    body = "".join(f"{sentence}:\nLINK\n\n" for sentence in sentences)
    beginning = FEW[len(sentences) == 1]
    return Mail(NOTICES, NOTICE.format(beginning=beginning, sentences=body))


def by_person(mails: list[str]) -> dict[str, list[Mail]]:
    """All mails, by the name before the ``@``, the oldest first."""
    sent: dict[str, list[Mail]] = defaultdict(list)
    for mail in mails:
        message = message_from_string(mail, policy=policy.default)
        body = DAY.sub("until DAY. It is for ADDRESS only", LINK.sub("LINK", message.get_content()))
        sent[message["To"].partition("@")[0]].append(Mail(message["Subject"], body))
    return sent
