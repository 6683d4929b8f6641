// Where the focus stays while a part of a page is drawn anew: on the control that was pressed, or
// on the heading of its region once that is gone. Never on the body, and never on a control that
// does something else: whoever presses twice does one thing twice, and nothing besides.

const HEADINGS = 'h1, h2, h3, h4'
const CONTROLS = 'a[href], button, input, select, textarea, summary, [tabindex]'

// What a control does: what it is called, and which form or part it stands in.
function purpose (control) {
  const form = control.form ?? control.closest('form')
  const place = control.id || form?.id || form?.getAttribute('action') || control.closest('[id]')?.id
  const words = control.matches('input, select, textarea') ? '' : control.textContent
  return `${place} ${words.replace(/\s+/g, ' ').trim()}`
}

// What is folded away has its place on the page, and loses the focus a moment later.
const isShown = (control) => control.isConnected && control.checkVisibility()

// The innermost part around the control that lasts: the one with a heading, or the region itself.
function headingOf (region) {
  const heading = [...region.querySelectorAll(HEADINGS)].find(isShown)
  const place = heading ?? region
  if (!place.matches(CONTROLS)) place.tabIndex = -1
  return place
}

/** Draw what is in `region()`, an element that may be another afterwards, and keep the focus. */
export function keepFocus (region, draw) {
  const pressed = document.activeElement
  if (pressed === document.body || !region()?.contains(pressed)) return draw()
  const before = purpose(pressed)
  draw()
  if (isShown(pressed) && purpose(pressed) === before) {
    if (document.activeElement !== pressed) pressed.focus({ preventScroll: true })
    return
  }
  // htmx and the morph put the focus on what has the same id, which is the same control.
  const now = document.activeElement
  if (now !== document.body && now !== pressed && region()?.contains(now) && purpose(now) === before) return
  const place = region()
  if (place) headingOf(place).focus()
}

// A second press while the first is on its way is the same press, and what cannot be done now
// keeps its place, and the focus, and does nothing.
document.addEventListener('submit', (event) => {
  const { target, submitter } = event
  const idle = submitter?.getAttribute('aria-disabled') === 'true' && submitter.closest('[data-region]')
  if (!idle && !target.matches('.htmx-request')) return
  event.preventDefault()
  event.stopImmediatePropagation()
}, true)
