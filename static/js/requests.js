// htmx posts forms and swaps the answers. Its settings stand in <meta name="htmx-config">.
import htmx from 'htmx.org/dist/htmx.esm.js'
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

// No answer at all: say it where a screen reader hears it, in words that help.
for (const failure of ['htmx:sendError', 'htmx:timeout']) {
  document.addEventListener(failure, () => {
    const region = document.getElementById('announce-assertive')
    if (region) region.textContent = region.dataset.offline
  })
}
