"""Packages that PowerPoint opens without a word are read and drawn here too."""

import zipfile

import pytest

from meetings.slides import deck
from meetings.slides.repair import repaired
from tests.meetings.slides import packs

TYPES = "[Content_Types].xml"
RELS = "ppt/slides/_rels/slide1.xml.rels"
IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"


def related(target):
    def change(text):
        relation = f'<Relationship Id="rId99" Type="{IMAGE}" Target="{target}"/>'
        return text.replace(b"</Relationships>", f"{relation}</Relationships>".encode())

    return lambda: packs.rezip(packs.deck("One"), edit={RELS: change})


BENT = {
    "a film without its type": lambda: packs.rezip(
        packs.deck("One"), add={"ppt/media/media1.mov": b"x"}
    ),
    "a picture without its type": lambda: packs.rezip(
        packs.deck(
            "One", change=lambda deck: deck.slides[0].shapes.add_picture(packs.picture("red"), 0, 0)
        ),
        edit={TYPES: lambda text: text.replace(b'Extension="png"', b'Extension="none"')},
    ),
    "a picture that is missing": related("../media/gone.png"),
    "a relation to nothing": related("NULL"),
    "a relation with backslashes": related("..\\media\\gone.png"),
    "names with backslashes": lambda: packs.with_backslashes(packs.deck("One")),
    "notes of a label that are no XML": lambda: packs.rezip(
        packs.deck("One"), add={"customXml/item1.xml": b"not XML"}
    ),
}


@pytest.mark.parametrize("bend", BENT.values(), ids=BENT)
def test_what_is_only_untidy_is_put_right_in_a_copy(tmp_path, bend):
    source = tmp_path / "pack.pptx"
    source.write_bytes(bend())
    before = source.read_bytes()
    sound = repaired(source, tmp_path)

    assert [slide.title for slide in deck.read(sound)] == ["One"]
    assert source.read_bytes() == before
    assert repaired(sound, tmp_path) == sound  # nothing is left to put right
    with zipfile.ZipFile(sound) as package:
        assert [name for name in package.namelist() if "\\" in name] == []


def test_a_sound_package_is_read_as_it_is(tmp_path):
    source = tmp_path / "pack.pptx"
    source.write_bytes(packs.deck("One"))
    assert repaired(source, tmp_path) == source
