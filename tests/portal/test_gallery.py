"""The page of all components: nothing is missing from it, and only administrators of a demo see it."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import RequestFactory
from django.test.signals import template_rendered
from django.urls import reverse

from core import components
from core.templatetags import portal
from iag_portal.pages import gallery
from tests.factories import MembershipFactory, UserFactory
from tests.pages.html import problems, tree
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db
TEMPLATES = Path(settings.BASE_DIR) / "templates"
COMPONENTS = TEMPLATES / "components"
ADDRESS = reverse("components")


def names(folder):
    """Names of the templates in ``folder``, sorted."""
    return sorted(path.stem for path in folder.glob("*.html"))


@pytest.fixture
def administrator():
    return UserFactory(is_staff=True)


@pytest.fixture
def page(administrator):
    return signed_in(administrator).get(ADDRESS)


def shown(page):
    """``{name: (what is drawn, its code)}`` of the examples on the page."""
    return {
        example.get("data-component"): (
            example.find_class("app-example__drawn")[0],
            example.find_class("app-example__code")[0].text_content(),
        )
        for example in tree(page).xpath("//article[@data-component]")
    }


def test_every_component_has_an_example_and_every_example_a_component(page):
    assert sorted(shown(page)) == names(COMPONENTS) == names(TEMPLATES / "pages" / "components")


def test_this_would_notice_a_component_without_an_example(page, tmp_path):
    for name in (*names(COMPONENTS), "new_one"):
        (tmp_path / f"{name}.html").touch()

    assert set(names(tmp_path)) - set(shown(page)) == {"new_one"}


def test_no_component_is_shown_twice():
    listed = [name for _key, _title, names in gallery.GROUPS for name in names]

    assert len(listed) == len(set(listed))


@pytest.mark.parametrize("name", names(COMPONENTS))
def test_an_example_draws_its_component(administrator, name, monkeypatch):
    monkeypatch.setattr(components, "_drawn", components._component)  # not what was drawn before
    monkeypatch.setattr(portal, "_menu", portal._menu.__wrapped__)
    drawn = []

    def note(template, **_more):
        drawn.append(template.name)

    request = RequestFactory().get(ADDRESS)
    request.user = administrator
    administrator.is_verified = lambda: True
    template_rendered.connect(note)
    try:
        gallery.example(request, name)
    finally:
        template_rendered.disconnect(note)

    assert f"components/{name}.html" in drawn


def test_the_code_is_what_is_drawn(page):
    codes = {name: code for name, (_drawn, code) in shown(page).items()}

    assert codes == {
        name: (TEMPLATES / "pages" / "components" / f"{name}.html").read_text().strip()
        for name in codes
    }
    assert [name for name, (drawn, _code) in shown(page).items() if not len(drawn)] == []


def test_the_page_is_whole(page):
    assert problems(page) == []


def test_it_is_there_for_administrators_only(administrator):
    chair = MembershipFactory(role="chair").user
    answers = {who: signed_in(who).get(ADDRESS).status_code for who in (administrator, chair)}

    assert answers == {administrator: 200, chair: 404}


def test_it_is_not_there_where_real_groups_are(administrator, settings):
    settings.SHOWS_COMPONENTS = False
    client = signed_in(administrator)

    assert client.get(ADDRESS).status_code == 404
    assert ADDRESS not in client.get("/administration/").content.decode()


def test_the_administration_leads_to_it(administrator):
    assert ADDRESS in signed_in(administrator).get("/administration/").content.decode()
