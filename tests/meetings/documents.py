"""Documents on a page of the handbook, and the pages on which they are listed."""

import pytest

from deliberation import actions as talk
from deliberation.actions import PageText
from deliberation.models import Readers
from tests.factories import PaperFactory, PaperVersionFactory, SlideFactory
from tests.meetings.pages import words
from tests.meetings.slides import packs
from tests.signing_in import signed_in

TITLE = "Constitution of the group"
SECRET = "Begonia: who may be expelled"


def page_of(people, readers=Readers.INSIDE, title="Terms of reference"):
    return talk.write_handbook_page(
        actor=people.secretary, group=people.group, text=PageText(title, "How we work", readers)
    )


def with_slide(page, by, title=TITLE):
    """A document whose first version can be read."""
    paper = PaperFactory(meeting=None, page=page, title=title)
    version = PaperVersionFactory(paper=paper, uploaded_by=by, total=1)
    SlideFactory(version=version, number=1, title=SECRET, text=SECRET)
    return paper


@pytest.fixture
def document(people):
    """A document that members and the secretary read."""
    return with_slide(page_of(people), people.secretary)


def pdf(tmp_path, text):
    return packs.write_pdf(tmp_path / f"{text}.pdf", text).read_bytes()


def group_page(person, group):
    return words(signed_in(person).get(f"/groups/{group.pk}/"))


def handbook_page(person, page):
    return words(signed_in(person).get(page.get_absolute_url()))
