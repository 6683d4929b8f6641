// Clearing a page of what it showed, but for the forms that somebody has typed into.

const SHOWN = 'main, .govuk-breadcrumbs' // where people's words stand

const changed = (box) => box.options
  ? [...box.options].some((option) => option.selected !== option.defaultSelected)
  : box.checked !== box.defaultChecked || (box.type !== 'hidden' && box.value !== box.defaultValue)

/** The forms of the page in which something differs from what the server sent. */
export function typedIn (page) {
  const boxes = 'input:not([type="submit"]), textarea, select'
  return [...page.forms].filter((form) => [...form.querySelectorAll(boxes)].some(changed))
}

/**
 * Remove people's words from the page, but the elements `kept` and what leads to them. `why` is
 * the page's title from now on, and its heading where none is kept. A skip link that would
 * lead to nothing goes too.
 */
export function forgetPage (kept, why) {
  for (const part of document.querySelectorAll(SHOWN)) forget(part, kept)
  for (const link of document.querySelectorAll('.govuk-skip-link')) {
    if (!document.querySelector(link.hash)) link.remove()
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
