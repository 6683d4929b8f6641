// Keeps an open page up to date. The page root says what it watches and which step it was
// drawn at: <div data-stream="meeting.7" data-seq="41" data-me="12">. The socket speaks and
// never listens: buttons are ordinary forms. Without a socket for three seconds the page asks
// the polling twin, at the same address, for the same JSON.
import htmx from 'htmx.org/dist/htmx.esm.js'
import { announce } from './announce.js'
import { keepFocus } from './focus.js'
import { forgetPage, typedIn } from './forget.js'
import { REDRAW, morph } from './morph.js'
import { sayings, tellChanges } from './sayings.js'

const POLL = 3000 // milliseconds between two questions while no socket lives
const PATIENCE = 3000 // milliseconds without a socket before the first question
const LONGEST_WAIT = 15000 // milliseconds between two tries to connect
const ENDED = { 4401: 'signed-out', 4404: 'gone' }

class Stream {
  constructor (root) {
    this.root = root
    this.key = root.dataset.stream
    this.seq = Number(root.dataset.seq)
    this.path = `/stream/${encodeURIComponent(this.key)}/`
    this.tries = 0
    this.newest = {} // HTML of each region that came, by name
    this.connect()
  }

  connect () {
    const origin = location.origin.replace(/^http/, 'ws')
    this.socket = new WebSocket(`${origin}${this.path}?after=${this.seq}`)
    this.patience ??= setTimeout(() => this.poll(true), PATIENCE)
    this.socket.addEventListener('open', () => this.opened())
    this.socket.addEventListener('message', (event) => this.receive(JSON.parse(event.data)))
    this.socket.addEventListener('close', (event) => this.closed(event.code))
  }

  opened () {
    this.tries = 0
    clearTimeout(this.patience)
    this.patience = undefined
    this.show('live')
  }

  closed (code) {
    if (ENDED[code]) return this.end(ENDED[code])
    this.patience ??= setTimeout(() => this.poll(true), PATIENCE)
    const wait = Math.min(1000 * 2 ** this.tries++, LONGEST_WAIT)
    setTimeout(() => this.connect(), wait * (0.5 + Math.random()))
  }

  receive (frame) {
    if (frame.after > this.seq) return this.poll(false)
    this.apply(frame)
  }

  async poll (again) {
    if (again) this.patience = setTimeout(() => this.poll(true), POLL)
    try {
      const answer = await fetch(`${this.path}?after=${this.seq}`, {
        headers: { Accept: 'application/json' },
        redirect: 'manual'
      })
      if (this.isOver) return
      if (answer.status === 404) return this.end('gone')
      if (answer.status === 401 || answer.type === 'opaqueredirect') return this.end('signed-out')
      if (answer.status === 200) this.apply(await answer.json())
      if (this.isOver) return
      if (this.socket.readyState === WebSocket.OPEN) this.show('live')
      else if (again) this.show('polling')
    } catch {
      if (!this.isOver) this.show('offline')
    }
  }

  apply (frame) {
    if (this.isOver || frame.seq < this.seq) return
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
    tellChanges(region(), before, this.root.dataset.me)
  }

  // A form that held words was left as it was: once they are sent it is drawn as it is now.
  drawAgain (name) {
    if (this.newest[name]) this.draw(name, this.newest[name])
  }

  // What was asked before may still be answered, and is then not looked at.
  end (why) {
    if (this.isOver) return
    this.isOver = true
    clearTimeout(this.patience)
    this.poll = async () => {}
    this.connect = () => {}
    this.socket.close()
    this.show(why)
    const words = this.words(why)
    // The session's end came first: the page has forgotten already.
    if (!words || !this.root.isConnected) return
    announce(words, true)
    forgetPage([...typedIn(document), ...headings(document)], words)
  }

  words (state) {
    return this.root.querySelector(`[data-connection] [data-when="${state}"]`)?.textContent ?? ''
  }

  show (state) {
    const line = this.root.querySelector('[data-connection]')
    if (!line) return
    line.dataset.state = state
    for (const part of line.querySelectorAll('[data-when]')) part.hidden = part.dataset.when !== state
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
  for (const stream of streams) stream.poll(false)
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
// An answer that says of itself what a screen reader is to hear.
document.addEventListener('htmx:afterSwap', () => {
  for (const said of document.querySelectorAll('[data-announce]')) {
    announce(said.dataset.announce)
    said.removeAttribute('data-announce')
  }
})
