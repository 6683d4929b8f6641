// htmx posts forms and swaps the answers. Its settings stand in <meta name="htmx-config">.
import htmx from 'htmx.org/dist/htmx.esm.js'
import { Idiomorph } from 'idiomorph'
import { typing } from './typing.js'

// hx-swap="morph" or "morph:innerHTML": change what differs and leave focus and typed words alone.
// Our own registration, because the one of the package evaluates text, which our policy forbids.
// The mark of a started behaviour stays, or it would start a second time on the same element.
const callbacks = { beforeAttributeUpdated: (name) => !/^data-govuk-.*-init$/.test(name) }
const STYLES = { morph: 'outerHTML', 'morph:outerHTML': 'outerHTML', 'morph:innerHTML': 'innerHTML' }
htmx.defineExtension('morph', {
  isInlineSwap: (style) => STYLES[style] === 'outerHTML',
  handleSwap: (style, target, fragment) =>
    STYLES[style]
      ? Idiomorph.morph(target, fragment.children, { morphStyle: STYLES[style], ignoreActiveValue: typing(), callbacks })
      : false
})

// No answer at all: say it where a screen reader hears it, in words that help.
for (const failure of ['htmx:sendError', 'htmx:timeout']) {
  document.addEventListener(failure, () => {
    const region = document.getElementById('announce-assertive')
    if (region) region.textContent = region.dataset.offline
  })
}
