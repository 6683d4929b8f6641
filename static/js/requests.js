// htmx posts forms and swaps the answers. Its settings stand in <meta name="htmx-config">.
import htmx from 'htmx.org/dist/htmx.esm.js'
import { announce } from './announce.js'
import { keepFocus } from './focus.js'
import { ANSWER, morph } from './morph.js'

// hx-swap="morph" or "morph:innerHTML": change what differs and leave focus and typed words alone.
// Our own registration, because the one of the package evaluates text, which our policy forbids.
const STYLES = { morph: 'outerHTML', 'morph:outerHTML': 'outerHTML', 'morph:innerHTML': 'innerHTML' }
htmx.defineExtension('morph', {
  isInlineSwap: (style) => STYLES[style] === 'outerHTML',
  handleSwap (style, target, fragment) {
    if (!STYLES[style]) return false
    const region = target.closest('[data-region]')
    let changed
    keepFocus(() => region ?? document.getElementById(target.id) ?? target.parentElement, () => {
      changed = morph(target, fragment.children, ANSWER, STYLES[style])
    })
    return changed
  }
})

// No answer at all: say it at the form and aloud, in words that help. What is typed stays.
const notSent = document.getElementById('announce-assertive')?.dataset.offline

function takeBack (form) {
  form?.querySelector('[data-not-sent]')?.remove()
}

for (const failure of ['htmx:sendError', 'htmx:timeout']) {
  document.addEventListener(failure, ({ detail }) => {
    const form = detail.elt.closest('form')
    takeBack(form)
    form?.append(Object.assign(document.createElement('p'), { className: 'govuk-error-message', textContent: notSent }))
    form?.lastElementChild.setAttribute('data-not-sent', '')
    announce(notSent, true)
  })
}
document.addEventListener('htmx:beforeRequest', ({ detail }) => takeBack(detail.elt.closest('form')))
