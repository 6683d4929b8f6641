"""What a machine can tell about a page's accessibility, beyond what axe calls a violation."""

import functools
from pathlib import Path

AXE = Path(__file__).resolve().parent.parent.parent / "node_modules" / "axe-core" / "axe.min.js"
# axe calls a reference that leads nowhere "incomplete", and passes an id that is there twice.
RUN = """async (rules) => {
  const found = await axe.run(document, {
    resultTypes: ['violations', 'incomplete'],
    rules,
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  })
  const bad = [...found.violations, ...found.incomplete.filter((one) => one.id === 'aria-valid-attr-value')]
  return bad.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.target}: ${node.html.slice(0, 160)}`))
}"""
REFERENCES = """() => {
  const names = ['for', 'aria-labelledby', 'aria-describedby', 'aria-controls', 'aria-owns',
    'aria-activedescendant', 'aria-details', 'aria-errormessage', 'aria-flowto', 'form', 'headers', 'list']
  const ids = [...document.querySelectorAll('[id]')].map((one) => one.id)
  const twice = ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `id twice: ${id}`)
  const lost = names.flatMap((name) => [...document.querySelectorAll(`[${name}]`)].flatMap((one) =>
    one.getAttribute(name).split(/\\s+/).filter((id) => id && !document.getElementById(id))
      .map((id) => `${name} leads nowhere: ${id}`)))
  const anchors = [...document.querySelectorAll('a[href^="#"]')]
    .filter((one) => one.hash.length > 1 && !document.getElementById(one.hash.slice(1)))
    .map((one) => `link leads nowhere: ${one.hash}`)
  const headings = document.querySelectorAll('h1').length
  return [...twice, ...lost, ...anchors, ...(headings === 1 ? [] : [`${headings} h1`])]
}"""
TOO_WIDE = """() => {
  const page = document.documentElement
  if (page.scrollWidth <= page.clientWidth) return []
  return [`scrolls sideways: ${page.scrollWidth} px in ${page.clientWidth} px`]
}"""


@functools.cache
def source() -> str:
    return AXE.read_text()


def problems(page, *, contrast: bool = True) -> list[str]:
    """Everything wrong with the page as it stands, in the window's present width.

    :param contrast: look at colours too; axe cannot where the browser puts in a person's own.
    """
    # evaluate() is the debugger's way in: our content policy would refuse a script element.
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(source())
    return [
        *page.evaluate(RUN, {"color-contrast": {"enabled": contrast}}),
        *page.evaluate(REFERENCES),
        *page.evaluate(TOO_WIDE),
    ]
