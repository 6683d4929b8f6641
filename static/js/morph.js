// Changes of a page leave alone what is the reader's: what is typed, what is opened, what is started.
import { Idiomorph } from 'idiomorph'
import { holdsWords, isTypedIn } from './forget.js'
import { typing } from './typing.js'

const isElement = (node) => node.nodeType === Node.ELEMENT_NODE
const hasTyping = (part) => [...part.querySelectorAll('form')].some(isTypedIn)

// GOV.UK Frontend marks what it has started; a second start would double it. A heading that has
// the focus can have it only as long as it has its tabindex.
const isOurs = (name) => /^data-govuk-.*-init$/.test(name) || name === 'tabindex'

/** What a redraw that nobody asked for must not change. */
export const REDRAW = {
  // A part that is about the same thing as before is left alone, and so is a form in which
  // somebody has typed: all of it, for its hidden fields say what the words are an answer to.
  // The answer to a press may be newer than a redraw that was on its way.
  beforeNodeMorphed (before, after) {
    const key = before.dataset?.keep
    if (key && [key, before.dataset.newerThan].includes(after.dataset?.keep)) return false
    return !(before instanceof HTMLFormElement && isTypedIn(before)) && !(key && hasTyping(before))
  },
  beforeNodeRemoved: (node) => !isElement(node) || !holdsWords(node),
  // Which part of the hand is shown is the page's own to say.
  beforeAttributeUpdated: (name, node) =>
    !isOurs(name) && !(name === 'open' && node.matches('details')) && !(name === 'hidden' && node.matches('[data-hand]'))
}

/** What the answer to the reader's own press must not change. */
export const ANSWER = {
  beforeAttributeUpdated: (name, node, change) =>
    !isOurs(name) && !(name === 'open' && change === 'remove' && node.matches('details'))
}

/** Change `element` into `html`, which is text or nodes. */
export function morph (element, html, callbacks, morphStyle = 'outerHTML') {
  return Idiomorph.morph(element, html, { morphStyle, ignoreActiveValue: typing(), callbacks })
}
