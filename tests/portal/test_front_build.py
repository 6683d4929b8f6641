"""What browsers fetch: small, the same each time, and without the branding of the government."""

import gzip
import re
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.programs
ROOT = Path(__file__).parents[2]
BUILD = ROOT / "static/build"
FIRST_VISIT = ["app.css", "app.js"]
BUDGET = 85_000  # bytes compressed; the page itself has 15 kB more


@pytest.fixture(scope="module", autouse=True)
def built():
    subprocess.run([ROOT / "script/build-front"], check=True, capture_output=True, timeout=60)


def test_a_first_visit_fits_the_budget():
    sizes = [len(gzip.compress((BUILD / name).read_bytes())) for name in FIRST_VISIT]
    assert sum(sizes) < BUDGET


def test_the_same_sources_give_the_same_bytes():
    before = {name: (BUILD / name).read_bytes() for name in FIRST_VISIT}
    subprocess.run([ROOT / "script/build-front"], check=True, capture_output=True, timeout=60)
    assert {name: (BUILD / name).read_bytes() for name in FIRST_VISIT} == before


def test_no_branding_of_the_government_is_left():
    css = (BUILD / "app.css").read_text()
    assert re.findall(r"GDS Transport|crest|crown", css) == []


def test_every_file_that_the_styles_name_is_there():
    names = set(re.findall(r'url\("?([^")]+)"?\)', (BUILD / "app.css").read_text()))
    assert {name for name in names if not (BUILD / name).is_file()} == set()
    assert len(names) == 4
