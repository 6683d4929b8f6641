"""Whatever number and format a chart holds, the chart is read."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from meetings.slides import deck
from meetings.slides.formats import formatted
from tests.meetings.slides import packs

ODD = ("1e9", "-1e9", "inf", "-inf", "nan", "1e308", "1e-308", "-0", "9" * 400, "", "n/a")
NUMBERS = st.sampled_from(ODD) | st.floats().map(str) | st.text(max_size=8)
CODES = (
    st.sampled_from(("General", "yyyy", "d mmm yyyy", "h:mm", "0%", "#,##0.00", '0;(0);"-"'))
    | st.builds("0{}".format, st.sampled_from((",", "%", ".0", "0")).map(lambda part: part * 200))
    | st.text("0#?.,%;ymdhs[]\"\\$_*- '£e@", max_size=16)
)


@given(NUMBERS, CODES, st.booleans(), st.none() | st.lists(NUMBERS, max_size=3))
@example("1e9", "yyyy", False, None)
@example("inf", "yyyy", False, None)
@example("1", "0" + "," * 200, False, None)
@example("1", "0." + "0" * 200, False, None)
@example("46023", "mmm yyyy d", False, ["46023", "1e9"])
def test_no_number_in_any_format_stops_a_pack(number, code, mac, dates):
    text = formatted(number, code, mac=mac, dates=dates)
    assert len(text) < 10 * (len(number) + len(code) + 400)


@pytest.mark.parametrize(
    ("number", "code"),
    [("1e9", "yyyy"), ("inf", "yyyy"), ("INF", "General"), ("nan", "0%"), ("3", "0" + "," * 200)],
)
def test_a_number_that_does_not_fit_its_format_is_said_as_it_is_written(number, code):
    assert formatted(number, code) == number


def test_a_chart_with_a_number_beyond_all_dates_costs_no_slide(tmp_path):
    def fill(pack):
        data = CategoryChartData(number_format="yyyy")
        data.categories = ["North"]
        data.add_series("Opened", (1e9,))
        box = (Inches(1), Inches(2), Inches(4), Inches(1))
        pack.slides[0].shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *box, data)

    path = tmp_path / "pack.pptx"
    path.write_bytes(packs.deck("Stations", change=fill))
    (slide,) = deck.read(path)
    assert (slide.title, slide.text) == ("Stations", "Opened: North 1000000000.0")
