"""What browsers fetch: small, the same each time, and without the branding of the government."""

import gzip
import re
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.programs
ROOT = Path(__file__).parents[2]
BUILD = ROOT / "static/build"
BUILT = ("app.css", "app.js", "video.js")
BUDGETS = {("app.css", "app.js"): 60_000, ("video.js",): 12_000}  # bytes compressed


@pytest.fixture(scope="module", autouse=True)
def built():
    subprocess.run([ROOT / "script/build-front"], check=True, capture_output=True, timeout=60)


def test_a_first_visit_fits_the_budget_and_so_does_the_video():
    sizes = {
        names: sum(len(gzip.compress((BUILD / name).read_bytes())) for name in names)
        for names in BUDGETS
    }
    assert [names for names, size in sizes.items() if size > BUDGETS[names]] == []


def test_the_same_sources_give_the_same_bytes():
    before = {name: (BUILD / name).read_bytes() for name in BUILT}
    subprocess.run([ROOT / "script/build-front"], check=True, capture_output=True, timeout=60)
    assert {name: (BUILD / name).read_bytes() for name in BUILT} == before


def test_no_branding_of_the_government_is_left():
    css = (BUILD / "app.css").read_text()
    assert re.findall(r"GDS Transport|crest|crown", css) == []


def test_every_file_that_the_styles_name_is_there():
    names = set(re.findall(r'url\("?([^")]+)"?\)', (BUILD / "app.css").read_text()))
    assert {name for name in names if not (BUILD / name).is_file()} == set()
    assert len(names) == 4
