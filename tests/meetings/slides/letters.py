"""Slides that say "Anna Example", in letters that nobody sees or that somebody may see."""

from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.oxml import parse_xml
from pptx.util import Inches, Pt

from tests.meetings.slides import packs

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
BOX = (Inches(1), Inches(2), Inches(4), Inches(1))
WIDE = (Inches(0), Inches(1), Inches(9), Inches(4))
WHITE, BLACK, NAVY = "FFFFFF", "000000", "10204A"


def filled(words: str) -> str:
    """A fill with one colour: six digits, or a name of the theme; then what changes it."""
    name, *changes = words.split()
    kind = "srgbClr" if len(name) == len(WHITE) else "schemeClr"
    inner = "".join(
        f'<a:{name} val="{amount}"/>' for name, amount in (item.split("=") for item in changes)
    )
    return f'<a:solidFill><a:{kind} val="{name}">{inner}</a:{kind}></a:solidFill>'


def add(run, xml: str) -> None:
    run._r.get_or_add_rPr().append(parse_xml(xml.replace(">", f' xmlns:a="{A}">', 1)))


def say(slide, letters: str = "", *, ground: str = "", box=BOX, words: str = "Anna Example"):
    """A text box: its letters in one colour, itself filled with another where one is given."""
    shape = slide.shapes.add_textbox(*box)
    run = shape.text_frame.paragraphs[0].add_run()
    run.text = words
    if letters:
        add(run, filled(letters))
    if ground:
        properties = shape._element.spPr
        properties.remove(properties.find(f"{{{A}}}noFill"))
        properties.append(parse_xml(filled(ground).replace(">", f' xmlns:a="{A}">', 1)))
    return run


def panel(slide, colour: str, *, kind: int = 1, box=WIDE):
    shape = slide.shapes.add_shape(kind, *box)
    shape.fill.solid()
    shape.fill.fore_color.rgb = RGBColor.from_string(colour)
    return shape


def no_fill(slide) -> None:
    add(say(slide), "<a:noFill></a:noFill>")


def clear(slide) -> None:
    say(slide, f"{BLACK} alpha=1000")


def tiny(slide) -> None:
    say(slide).font.size = Pt(2)


def white_on_nothing(slide) -> None:
    say(slide, WHITE)


def nearly_white(slide) -> None:
    say(slide, "FDFEFC")


def theme_on_theme(slide) -> None:
    say(slide, "bg1")


def old_name_of_the_theme(slide) -> None:
    say(slide, "lt1")


def the_same_change(slide) -> None:
    say(slide, "accent1 lumMod=75000", ground="accent1 lumMod=75000")


def on_its_own_fill(slide) -> None:
    say(slide, NAVY, ground=NAVY)


def box_filled_in_black(slide) -> None:
    say(slide, ground=BLACK)


def marked_in_black(slide) -> None:
    add(say(slide, BLACK), f'<a:highlight><a:srgbClr val="{BLACK}"/></a:highlight>')


def on_the_painted_slide(slide) -> None:
    packs.paint(slide, NAVY)
    say(slide, NAVY)


def on_the_painted_layout(slide) -> None:
    packs.paint(slide.slide_layout, NAVY)
    say(slide, NAVY)


def on_the_painted_master(slide) -> None:
    packs.paint(slide.slide_layout.slide_master, NAVY)
    say(slide, NAVY)


def on_a_panel(slide) -> None:
    panel(slide, NAVY)
    say(slide, NAVY)


def in_a_cell(slide) -> None:
    cell = slide.shapes.add_table(1, 1, *BOX).table.cell(0, 0)
    cell.fill.solid()
    cell.fill.fore_color.rgb = RGBColor.from_string(NAVY)
    cell.text = "Anna Example"
    add(cell.text_frame.paragraphs[0].runs[0], filled(NAVY))


def mapped_by_the_slide(slide) -> None:
    swapped = {"bg1": "dk1", "tx1": "lt1", "bg2": "dk2", "tx2": "lt2"}
    kept = (*(f"accent{number}" for number in range(1, 7)), "hlink", "folHlink")
    names = swapped | {name: name for name in kept}
    mapped = " ".join(f'{name}="{to}"' for name, to in names.items())
    mapping = slide._element.find("{*}clrMapOvr")
    mapping.remove(mapping[0])
    mapping.append(parse_xml(f'<a:overrideClrMapping xmlns:a="{A}" {mapped}/>'))
    say(slide, BLACK)


HIDING = (
    no_fill,
    clear,
    tiny,
    white_on_nothing,
    nearly_white,
    theme_on_theme,
    old_name_of_the_theme,
    the_same_change,
    on_its_own_fill,
    box_filled_in_black,
    marked_in_black,
    on_the_painted_slide,
    on_the_painted_layout,
    on_the_painted_master,
    on_a_panel,
    in_a_cell,
    mapped_by_the_slide,
)


def nothing_special(slide) -> None:
    say(slide)


def black_on_white(slide) -> None:
    say(slide, BLACK, ground=WHITE)


def ink_of_the_theme(slide) -> None:
    slide.background.fill.solid()
    slide.background.fill.fore_color.theme_color = MSO_THEME_COLOR.BACKGROUND_1
    say(slide, "tx1")


def white_on_dark_fill(slide) -> None:
    say(slide, WHITE, ground=NAVY)


def white_on_a_dark_slide(slide) -> None:
    packs.paint(slide, NAVY)
    say(slide, WHITE)


def white_on_a_dark_panel(slide) -> None:
    panel(slide, NAVY)
    say(slide, WHITE)


def white_on_a_panel_of_the_layout(slide) -> None:
    slide.slide_layout.shapes._spTree.append(panel(slide, NAVY)._element)
    say(slide, WHITE)


def white_half_on_a_panel(slide) -> None:
    panel(slide, NAVY, box=(Inches(2), Inches(2), Inches(4), Inches(1)))
    say(slide, WHITE)


def white_on_a_round_panel(slide) -> None:
    panel(slide, WHITE, kind=9)
    say(slide, WHITE)


def white_on_a_picture(slide) -> None:
    slide.shapes.add_picture(packs.picture("black"), *BOX)
    say(slide, WHITE)


def white_in_a_group_over_a_picture(slide) -> None:
    slide.shapes.add_picture(packs.picture("black"), *BOX)
    say(slide.shapes.add_group_shape(), WHITE)


def white_on_a_turned_panel(slide) -> None:
    panel(slide, WHITE).rotation = 45
    say(slide, WHITE)


def white_on_a_gradient(slide) -> None:
    slide.background.fill.gradient()
    say(slide, WHITE)


def white_in_a_shape_of_the_theme(slide) -> None:
    slide.shapes.add_shape(1, *BOX).text_frame.text = "Anna Example"


def white_with_an_edge(slide) -> None:
    run = say(slide, WHITE)
    run._r.rPr.insert(0, parse_xml(f'<a:ln xmlns:a="{A}">{filled(BLACK)}</a:ln>'))


def white_with_a_shadow(slide) -> None:
    run = say(slide, WHITE)
    add(run, f'<a:effectLst><a:outerShdw><a:srgbClr val="{BLACK}"/></a:outerShdw></a:effectLst>')


def white_marked_in_black(slide) -> None:
    add(say(slide, WHITE), f'<a:highlight><a:srgbClr val="{BLACK}"/></a:highlight>')


def white_link(slide) -> None:
    say(slide, WHITE).hyperlink.address = "https://example.org/"


def grey_of_the_theme(slide) -> None:
    say(slide, "bg1 lumMod=50000")


def half_clear(slide) -> None:
    say(slide, f"{BLACK} alpha=50000")


def on_clear_ground(slide) -> None:
    say(slide, NAVY, ground=f"{NAVY} alpha=10000")


def no_colour_that_is_known(slide) -> None:
    add(say(slide), '<a:solidFill><a:schemeClr val="unheard"/></a:solidFill>')


def small_print(slide) -> None:
    say(slide).font.size = Pt(6)


def numbers_that_are_none(slide) -> None:
    run = say(slide, f"{BLACK} alpha=none")
    run._r.rPr.set("sz", "none")


def white_in_a_cell_of_the_theme(slide) -> None:
    cell = slide.shapes.add_table(1, 1, *BOX).table.cell(0, 0)
    cell.text = "Anna Example"
    add(cell.text_frame.paragraphs[0].runs[0], filled(WHITE))


ORDINARY = (
    nothing_special,
    black_on_white,
    ink_of_the_theme,
    white_on_dark_fill,
    white_on_a_dark_slide,
    white_on_a_dark_panel,
    white_on_a_panel_of_the_layout,
    white_half_on_a_panel,
    white_on_a_round_panel,
    white_on_a_picture,
    white_in_a_group_over_a_picture,
    white_on_a_turned_panel,
    white_on_a_gradient,
    white_in_a_shape_of_the_theme,
    white_with_an_edge,
    white_with_a_shadow,
    white_marked_in_black,
    white_link,
    grey_of_the_theme,
    half_clear,
    on_clear_ground,
    no_colour_that_is_known,
    small_print,
    numbers_that_are_none,
    white_in_a_cell_of_the_theme,
)
