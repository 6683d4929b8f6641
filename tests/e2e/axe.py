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


# Of each text that is seen, all that its contrast hangs on. What stands by its own position could
# lie over anything: it counts by its classes too. What is not seen yet may be seen on a later page.
COLOURS = """() => {
  const behind = new Map()
  const around = (one) => {
    if (!one) return ''
    if (!behind.has(one)) {
      const style = getComputedStyle(one)
      const own = [style.backgroundColor, style.backgroundImage, style.opacity, style.filter, style.mixBlendMode,
        ...['static', 'relative'].includes(style.position) ? [] : [one.tagName, one.className, style.position]]
      behind.set(one, `${own.join(' ')} in ${around(one.parentElement)}`)
    }
    return behind.get(one)
  }
  const isText = (node) => node.nodeType === Node.TEXT_NODE && node.data.trim()
  const isSeen = (one) => {
    const {width, height} = one.getBoundingClientRect()
    return width > 1 && height > 1 && one.checkVisibility({opacityProperty: true, visibilityProperty: true})
  }
  const texts = [...document.querySelectorAll('body, body *')].filter((one) =>
    (one.matches('input, select, textarea') || [...one.childNodes].some(isText)) && isSeen(one))
  return texts.map((one) => {
    const {color, fontSize, fontWeight, textShadow} = getComputedStyle(one)
    const kinds = [color, fontSize, fontWeight, textShadow, one.matches(':disabled, [aria-disabled=true], :disabled *')]
    return `${kinds.join(' ')} in ${around(one)}`
  })
}"""
JUDGED: set[str] = set()  # by this process: looking at colours takes a third of what axe takes


@functools.cache
def source() -> str:
    return AXE.read_text()


def problems(page, *, contrast: bool = True) -> list[str]:
    """Everything wrong with the page as it stands, in the window's present width.

    Colours are judged where some stand together as they stood on no page before.

    :param contrast: look at colours too; axe cannot where the browser puts in a person's own.
    """
    # evaluate() is the debugger's way in: our content policy would refuse a script element.
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(source())
    colours = set(page.evaluate(COLOURS)) if contrast else set()
    are_new = not colours <= JUDGED
    faults = page.evaluate(RUN, {"color-contrast": {"enabled": are_new}})
    if not any(fault.startswith("color-contrast") for fault in faults):
        JUDGED.update(colours)
    return [*faults, *page.evaluate(REFERENCES), *page.evaluate(TOO_WIDE)]
