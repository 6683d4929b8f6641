"""Names that are ordinary words or places as well, and names that are joined to something."""

import pytest

from core.names import Names


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("Fiona MacAllister", "Mrs Mac Allister", "Mac Allister"),
        ("Fiona MacAllister", "Mrs McAllister", "McAllister"),
        ("Ewan McLeish", "the Macleish plan", "Macleish"),
        ("Ewan Mc Leish", "the MacLeish plan", "Leish"),
        ("Siobhán Ní Dhomhnaill", "by NiDhomhnaill", "Dhomhnaill"),
        ("Doreen Whitcombe", "#ThankYouDoreen", "Doreen"),
        ("Anne de la Tour", "deLaTour", "Tour"),
        ("Declan O’Rourke", "Mr Rourke", "Rourke"),
        ("Luiza D'Souza", "Souza", "Souza"),
        ("Kim Wu-Brown", "Ms Wu", "Wu"),
        ("Ruth Jones", "Jones² asked", "Jones"),
        ("Ruth Jones", "jones1984", "jones"),
        ("Ruth Ann Jones", "@ruthjones", "ruthjones"),
        ("Ludwig von und zu Stein", "ludwigstein", "ludwigstein"),
    ],
)
def test_a_name_is_found_where_it_is_joined_to_something(name, text, words):
    assert [hit.word for hit in Names([name]).hits(text)] == ([words])


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Joy Street", "Reopen the King Street counter."),
        ("Ann Hall", "They met in Bishop Hall."),
        ("Will Young", "How will young people know?"),
        ("Will Young", "We miss young people."),
        ("Will Young", "What do the young will?"),
        ("Mark Police", "Residents mark police reports as read."),
    ],
)
def test_a_place_or_an_ordinary_word_is_asked_about_and_can_be_confirmed(name, text):
    hits = Names([name]).hits(text)

    assert [hit.certain for hit in hits] == [False] * len(hits)
    assert hits != []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Joy Street", "Ms Street"),
        ("Will Young", "Will Young"),
        ("Will Young", "MISS YOUNG"),
        ("Omar al-Masri", "Omar al-Masri"),
        ("Ruth Ann Jones", "Ruth Jones"),
        ("Ruth Ann Jones", "Jones, Ruth"),
        ("Jo Ní Bhriain", "Jo Ní Bhriain"),
        ("Jo Ní Bhriain", "Ms Ni Bhriain"),
        ("Anna de Souza", "Anna de Souza"),
        ("Anna de Souza", "Mrs De Souza"),
        ("Maria van der Berg", "van der Berg, Maria"),
        ("Doreen Whitcombe", "DoreenWhitcombe"),
        ("王小明", "王女士"),
    ],
)
def test_a_name_with_its_capitals_is_never_confirmed(name, text):
    assert True in [hit.certain for hit in Names([name]).hits(f"Then {text} spoke.")]
