// Clearing a page of what it showed, but for the forms that somebody has typed into.

const SHOWN = 'main, .govuk-breadcrumbs' // where people's words stand

// A list in which the server chose nothing stands on its first line.
function isChosen (list) {
  const options = [...list.options]
  if (list.multiple || options.some((option) => option.defaultSelected)) {
    return options.some((option) => option.selected !== option.defaultSelected)
  }
  return list.selectedIndex > 0
}

// A box to tick has the value "on" where the server gave it none, and that is no change.
function changed (box) {
  if (box.options) return isChosen(box)
  if (['checkbox', 'radio'].includes(box.type)) return box.checked !== box.defaultChecked
  return box.type !== 'hidden' && box.value !== box.defaultValue
}

const BOXES = 'input:not([type="submit"]), textarea, select'

/** Whether something in the form differs from what the server sent. */
export const isTypedIn = (form) => [...form.querySelectorAll(BOXES)].some(changed)

/** Whether it holds words that somebody has written, and that are not sent. */
export const holdsWords = (part) =>
  [...part.querySelectorAll('textarea, input')].some((box) => box.value.trim() && changed(box) && box.checked === box.defaultChecked)

/** The forms of the page in which something differs from what the server sent. */
export const typedIn = (page) => [...page.forms].filter(isTypedIn)

/**
 * Remove people's words from the page, but the elements `kept` and what leads to them. `why` is
 * the page's title from now on, and its heading where none is kept. A skip link that would
 * lead to nothing goes too, and a name whose heading is gone.
 */
export function forgetPage (kept, why) {
  for (const part of document.querySelectorAll(SHOWN)) forget(part, kept)
  for (const link of document.querySelectorAll('.govuk-skip-link')) {
    if (!document.querySelector(link.hash)) link.remove()
  }
  for (const part of document.querySelectorAll('main [aria-labelledby]')) {
    if (!document.getElementById(part.getAttribute('aria-labelledby'))) part.removeAttribute('aria-labelledby')
  }
  document.title = why
  if (document.querySelector('h1')) return
  const heading = Object.assign(document.createElement('h1'), { className: 'govuk-heading-l', textContent: why })
  document.querySelector('main').prepend(heading)
}

function forget (part, kept) {
  for (const node of [...part.childNodes]) {
    if (kept.includes(node)) continue
    if (kept.some((one) => node.contains(one))) forget(node, kept)
    else node.remove()
  }
}
