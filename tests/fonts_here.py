"""Fonts of a server, made for a test: what is drawn does not hang on what is installed."""

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

EM = 1000


def font_of(letters, path, *, family="Made for tests"):
    """A font file with these letters and a space; each is a bar of its own height."""
    codes = sorted({ord(letter) for letter in letters} | {ord(" ")})
    names = [".notdef", *(f"g{code:x}" for code in codes)]
    builder = FontBuilder(EM, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({code: f"g{code:x}" for code in codes})
    heights = {name: 100 + 700 * place // len(names) for place, name in enumerate(names)}
    builder.setupGlyf({name: _bar(heights[name]) for name in names})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (EM // 2, 50)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": family, "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=800, usWinAscent=800, usWinDescent=200)
    builder.setupPost()
    builder.save(path)


def _bar(height):
    pen = TTGlyphPen(None)
    pen.moveTo((50, 0))
    for corner in ((50, height), (400, height), (400, 0)):
        pen.lineTo(corner)
    pen.closePath()
    return pen.glyph()
