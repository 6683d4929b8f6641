"""Which packs come in, and what it costs to look at one that does not."""

import io
import subprocess
import sys
import zipfile

import pikepdf
import pytest

from meetings.slides.package import Kind, check_upload
from tests.meetings.slides import packs
from tests.meetings.slides.test_package import BOMB, OLE, REFUSED

ACCEPTED = {
    "PowerPoint": (lambda: packs.deck("One", "Two"), "a.pptx", Kind.PPTX),
    "capital letters": (lambda: packs.deck("One"), "PACK.PPTX", Kind.PPTX),
    "a slide show": (lambda: packs.of_type(packs.SHOW), "a.ppsx", Kind.PPTX),
    "a PDF after a blank line": (lambda: b"\r\n" + packs.pdf_bytes(1), "a.pdf", Kind.PDF),
    "a PDF with a remark at its end": (lambda: packs.pdf_bytes(1) + b"\n% end", "a.pdf", Kind.PDF),
    "a job for a printer": (
        lambda: b"\x1b%-12345X@PJL JOB\r\n@PJL ENTER LANGUAGE=PDF\r\n" + packs.pdf_bytes(1),
        "a.pdf",
        Kind.PDF,
    ),
    "a PDF with a comment in rich text": (packs.rich_comment, "a.pdf", Kind.PDF),
    "PowerPoint 2003": (
        lambda: OLE + "PowerPoint Document".encode("utf-16-le"),
        "a.ppt",
        Kind.PPT,
    ),
    "OpenDocument": (packs.opendocument, "a.odp", Kind.ODP),
    "a label's notes that are no XML": (
        lambda: packs.rezip(packs.deck("One"), add={"customXml/item1.xml": b"not XML"}),
        "a.pptx",
        Kind.PPTX,
    ),
    "names with backslashes": (
        lambda: packs.with_backslashes(packs.deck("One")),
        "a.pptx",
        Kind.PPTX,
    ),
    "200 pages": (lambda: packs.pdf_bytes(200), "a.pdf", Kind.PDF),
    "a PDF that only forbids changes": (
        lambda: packs.pdf_bytes(1, encryption=pikepdf.Encryption(user="", owner="o")),
        "a.pdf",
        Kind.PDF,
    ),
}


@pytest.mark.parametrize(("make", "name", "kind"), ACCEPTED.values(), ids=ACCEPTED)
def test_a_sound_pack_comes_in_and_is_left_at_its_start(make, name, kind):
    file = io.BytesIO(make())
    assert (check_upload(file, name), file.tell()) == (kind, 0)


WEIGH = """
import sys
from django.conf import settings
settings.configure(USE_I18N=False)
from meetings.slides.package import RefusedPack, check_upload
for path in sys.argv[1:]:
    try:
        with open(path, "rb") as file:
            check_upload(file, path)
    except RefusedPack as refusal:
        print(refusal.sentence)
# Not getrusage: its figure starts with what the parent weighed when it forked.
print([line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")][0])
"""


@pytest.mark.parametrize("name", ["ppt/media/image1.bmp", "ppt/slides/slide9.xml"])
def test_half_a_megabyte_that_unpacks_to_500_is_refused_without_taking_100_of_memory(
    tmp_path, name
):
    bomb = tmp_path / "bomb.pptx"
    bomb.write_bytes(packs.deck("One"))
    with (
        zipfile.ZipFile(bomb, "a", zipfile.ZIP_DEFLATED) as package,
        package.open(name, "w") as part,
    ):
        part.write(b"<a>")
        for _ in range(500):
            part.write(b" " * 1024**2)
    assert bomb.stat().st_size < 600_000

    done = subprocess.run(
        [sys.executable, "-c", WEIGH, str(bomb)], capture_output=True, text=True, check=True
    )
    sentence, kilobytes = done.stdout.splitlines()
    assert sentence == BOMB
    assert int(kilobytes) < 100 * 1024


def test_no_file_that_is_refused_takes_100_of_memory_either(tmp_path):
    files = []
    for number, (make, name, _sentence) in enumerate(REFUSED.values()):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / name).write_bytes(make())
        files.append(str(folder / name))

    command = [sys.executable, "-c", WEIGH, *files]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    *sentences, kilobytes = done.stdout.splitlines()
    assert sentences == [sentence for _make, _name, sentence in REFUSED.values()]
    assert int(kilobytes) < 100 * 1024
