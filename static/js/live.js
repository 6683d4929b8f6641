// Keeps an open page up to date. The page root says what it watches and which step it was
// drawn at: <div data-stream="meeting.7" data-seq="41" data-me="12">. Buttons are ordinary forms.
import htmx from 'htmx.org/dist/htmx.esm.js'
import { announce } from './announce.js'
import { Connection } from './connection.js'
import { keepFocus } from './focus.js'
import { forgetPage, typedIn } from './forget.js'
import { REDRAW, morph } from './morph.js'
import { sayings, tellChanges } from './sayings.js'

// A part that is one person's own is fetched whenever it is drawn. The "load" of htmx would do
// so once for an element, and a morph keeps elements.
function fetchParts (region) {
  for (const part of region.querySelectorAll('[hx-trigger="drawn"]:not([data-asked])')) {
    part.dataset.asked = '' // until it is drawn anew
    htmx.trigger(part, 'drawn')
  }
}

class Stream {
  constructor (root) {
    this.root = root
    this.seq = Number(root.dataset.seq)
    this.newest = {} // HTML of each region that came, by name
    this.line = root.querySelector('[data-connection]')
    const path = root.dataset.asks ?? `/stream/${encodeURIComponent(root.dataset.stream)}/`
    this.connection = new Connection(path, JSON.parse(this.line.dataset.times), {
      step: () => this.seq,
      receive: (frame) => this.apply(frame),
      show: (state) => this.tell(state),
      end: (why) => this.end(why)
    }, !root.dataset.asks)
  }

  apply (frame) {
    if (frame.seq < this.seq) return
    for (const [name, html] of Object.entries(frame.regions)) this.draw(name, html)
    this.seq = frame.seq
    this.root.dispatchEvent(new CustomEvent('stream:drawn', { bubbles: true, detail: frame }))
  }

  draw (name, html) {
    const region = () => this.root.querySelector(`[data-region="${name}"]`)
    if (!region()) return
    const before = sayings(region())
    this.newest[name] = html
    keepFocus(region, () => morph(region(), html, REDRAW))
    htmx.process(region())
    fetchParts(region())
    tellChanges(region(), before, this.root.dataset.me)
  }

  // A form that held words was left as it was: once they are sent it is drawn as it is now.
  drawAgain (name) {
    if (this.newest[name]) this.draw(name, this.newest[name])
  }

  end (why) {
    this.show(why)
    const words = this.words(why)
    // The session's end came first: the page has forgotten already.
    if (!words || !this.root.isConnected) return
    announce(words, true)
    const heading = why === 'signed-out' ? words.split('.')[0] : words // as session.js says it
    forgetPage([...typedIn(document), ...headings(document)], heading)
  }

  words (state) {
    return (this.line.querySelector(`[data-when="${state}"]`)?.textContent ?? '').replace(/\s+/g, ' ').trim()
  }

  // A line that is lost, and its return, are said aloud too, once each.
  tell (state) {
    const [before, now] = [this.line.dataset.state, state].map((one) => one === 'offline')
    this.show(state)
    if (now && !before) announce(this.words('offline'), true)
    else if (before && !now) announce(this.line.dataset.back, true)
  }

  show (state) {
    this.line.dataset.state = state
    for (const part of this.line.querySelectorAll('[data-when]')) part.hidden = part.dataset.when !== state
  }
}

// The line that says why is all that stays of the page: it becomes its heading.
function headings (page) {
  for (const line of page.querySelectorAll('[data-connection]')) {
    const heading = document.createElement('h1')
    for (const { name, value } of line.attributes) heading.setAttribute(name, value)
    heading.append(...line.childNodes)
    line.replaceWith(heading)
  }
  return page.querySelectorAll('h1[data-connection]')
}

const streams = [...document.querySelectorAll('[data-stream]')].map((root) => new Stream(root))

// My own press: ask at once, in case no socket lives. A refusal is said and shown, in its words.
document.addEventListener('htmx:afterRequest', ({ detail }) => {
  if (detail.requestConfig?.verb !== 'post') return
  const { xhr } = detail
  const line = document.querySelector('[data-refusal]')
  if (line) line.hidden = true
  if (xhr.getResponseHeader('X-Refused')) {
    if (line) {
      line.textContent = xhr.responseText
      line.hidden = false
    }
    announce(xhr.responseText, true)
  }
  for (const stream of streams) stream.connection.look()
})
// A form whose words have arrived is emptied, and it is said; after a refusal they stay.
document.addEventListener('htmx:afterRequest', ({ detail }) => {
  const { elt, successful } = detail
  if (!successful || !elt.matches?.('form')) return
  if ('emptyAfter' in elt.dataset) {
    elt.reset()
    for (const stream of streams) stream.drawAgain(elt.closest('[data-region]')?.dataset.region)
  }
  announce(elt.dataset.done)
})
// A part that did not come is fetched with the next redraw.
document.addEventListener('htmx:afterRequest', ({ detail }) => {
  if (!detail.successful) delete detail.elt.dataset.asked
})
// An answer that says of itself what a screen reader is to hear.
document.addEventListener('htmx:afterSwap', () => {
  for (const said of document.querySelectorAll('[data-announce]')) {
    announce(said.dataset.announce)
    said.removeAttribute('data-announce')
  }
})
