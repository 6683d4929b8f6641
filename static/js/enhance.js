// Starts the GOV.UK Frontend behaviours: once for the page, then for each part that htmx brings in.
import {
  Button, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner,
  PasswordInput, Radios, ServiceNavigation, SkipLink, createAll, isSupported
} from 'govuk-frontend/dist/govuk/all.mjs'

const WHOLE_PAGE = [
  Button, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner,
  PasswordInput, Radios, ServiceNavigation, SkipLink
]
// What may arrive later. The menu and the skip links never do, and a second start would double them.
const LATER = [Button, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, PasswordInput, Radios]

// To start an element twice is an error to the package and none to us: a morph may have kept it.
const quiet = { onError: (error, { element } = {}) => { if (!element) console.warn(error.message) } }

document.body.classList.add('js-enabled', 'govuk-frontend-supported')
if (isSupported()) {
  for (const component of WHOLE_PAGE) createAll(component, undefined, quiet)
  document.addEventListener('htmx:load', (event) => {
    if (event.detail.elt === document.body) return
    const scope = event.detail.elt.parentElement ?? document.body
    for (const component of LATER) createAll(component, undefined, { scope, ...quiet })
  })
}
