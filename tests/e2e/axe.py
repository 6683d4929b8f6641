"""What a machine can tell about a page's accessibility, beyond what axe calls a violation."""

import functools
from pathlib import Path

from tests.e2e.judged import Judged

AXE = Path(__file__).resolve().parent.parent.parent / "node_modules" / "axe-core" / "axe.min.js"
# axe calls a reference that leads nowhere "incomplete", and passes an id that is there twice.
# All in one question: each takes a way to the browser and back.
FAULTS = """async () => {
  const found = await axe.run(document, {
    resultTypes: ['violations', 'incomplete'],
    rules: {'color-contrast': {enabled: false}},
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  })
  const bad = [...found.violations, ...found.incomplete.filter((one) => one.id === 'aria-valid-attr-value')]
  const called = bad.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.target}: ${node.html.slice(0, 160)}`))

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

  const page = document.documentElement
  const wide = page.scrollWidth > page.clientWidth
  return [
    ...called, ...twice, ...lost, ...anchors, ...(headings === 1 ? [] : [`${headings} h1`]),
    ...(wide ? [`scrolls sideways: ${page.scrollWidth} px in ${page.clientWidth} px`] : []),
  ]
}"""

# Of each text that axe looks at, all that its contrast hangs on. What stands by its own position
# could lie over anything: it counts by its classes too. What is not seen yet may be seen later, but
# fields in a fold: axe looks at them there.
COLOURS = """async () => {
  await new Promise(requestAnimationFrame)  // what follows from a new width has been drawn
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
  const isLookedAt = (one) => !one.closest('.govuk-visually-hidden') &&
    !one.matches('option, [type=checkbox], [type=radio], [type=hidden], :disabled, :disabled *, [aria-disabled=true]')
  const isField = (one) => one.matches('input, select, textarea')
  window.texts = [...document.querySelectorAll('body, body *')].filter((one) =>
    (isField(one) && one.closest('details:not([open])') || isSeen(one) && (isField(one) || [...one.childNodes].some(isText)))
    && isLookedAt(one))
  return texts.map((one) => {
    const {color, fontSize, fontWeight, textShadow} = getComputedStyle(one)
    return `${color} ${fontSize} ${fontWeight} ${textShadow} in ${around(one)}`
  })
}"""
# Which of these texts axe could judge: where one lies half below another, it does not say. It looks
# at the whole page to see what lies below each that it is asked of.
CONTRAST = """async (asked) => {
  const rule = {type: 'rule', values: ['color-contrast']}
  const found = await axe.run({include: asked.map((at) => texts[at])}, {elementRef: true, runOnly: rule})
  const nodes = (results) => results.flatMap((one) => one.nodes)
  const passed = new Set(nodes(found.passes).map((node) => node.element))
  return [
    nodes(found.violations).map((node) => `color-contrast: ${node.target}: ${node.html.slice(0, 160)}`),
    asked.filter((at) => passed.has(texts[at])),
  ]
}"""
JUDGED = Judged()


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
    return [*(faint(page) if contrast else []), *page.evaluate(FAULTS)]


def faint(page) -> list[str]:
    """Texts that stand out too little; axe is asked of those whose colours nobody judged before."""
    colours = page.evaluate(COLOURS)
    asked = JUDGED.unknown(colours)
    if not asked:
        return []
    faults, passed = page.evaluate(CONTRAST, asked)
    if not faults:
        JUDGED.add(colours[at] for at in passed)
    return faults
