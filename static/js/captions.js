// Captions, read along: a strip beside the meeting, or a page of their own. It asks for itself, so that
// each question is also whether they are still for whoever asks. Off until somebody wants it, or said
// that they need captions; what they chose is remembered on this device.
import { Connection } from './connection.js'
import { REDRAW, morph } from './morph.js'

// A browser may forbid it: then it is chosen anew each time, and nothing else is different.
function store (does) {
  try { return does(window.localStorage) } catch { return null }
}

const NEAR = 40 // pixels from the end: whoever has scrolled there goes along with what comes
const part = (name) => document.querySelector(`[data-captions-${name}]`)

class Captions {
  constructor (root) {
    this.root = root
    this.lines = root.querySelector('[data-captions-lines]')
    this.isAlone = 'alone' in root.dataset
    this.name = `captions ${root.dataset.person}`
    this.state = ''
    this.button = root.querySelector('[data-captions-pause]')
    this.button.addEventListener('click', () => this.pause(!this.isPaused))
    root.querySelector('[data-captions-hide]')?.addEventListener('click', () => this.choose(false))
    document.addEventListener('click', ({ target }) => { if (target.closest('[data-captions-show]')) this.choose(true) })
    document.addEventListener('stream:drawn', () => this.follow())
    this.lines.addEventListener('scroll', () => { this.isBehind = this.isAway })
    this.follow()
  }

  // Whether they are wanted; nothing where nobody has chosen yet.
  get wanted () {
    return { on: true, off: false }[store((kept) => kept.getItem(this.name))]
  }

  get isAway () { return this.lines.scrollHeight - this.lines.scrollTop - this.lines.clientHeight > NEAR }

  get isOffered () { return this.isAlone || part('offer') !== null }

  choose (on) {
    store((kept) => kept.setItem(this.name, on ? 'on' : 'off'))
    this.follow()
    if (on) this.lines.focus()
    else part('show')?.focus()
  }

  // Where nobody has chosen yet, the first answer says whether they are needed.
  follow () {
    if (this.isOver) return
    const asks = this.isOffered && (this.isAlone || (this.wanted ?? this.needed ?? true))
    if (asks && !this.connection) this.start()
    if (!asks) this.stop()
    this.root.hidden = !this.isAlone && !(asks && (this.wanted || this.needed))
  }

  start () {
    this.connection = new Connection(this.root.dataset.captions, JSON.parse(this.root.dataset.times), {
      step: () => encodeURIComponent(this.state),
      receive: (frame) => this.receive(frame),
      show: (state) => { this.root.querySelector('[data-captions-lost]').hidden = state !== 'offline' },
      end: () => this.end()
    }, false)
    this.connection.look()
  }

  stop () {
    this.connection?.close()
    this.connection = undefined
    this.state = ''
    this.pause(false)
    this.lines.replaceChildren()
  }

  // Signed out, or no longer theirs to know of: the page says why when it is asked for anew.
  end () {
    this.isOver = true
    this.lines.replaceChildren()
    if (this.isAlone) window.location.reload()
    else this.root.hidden = true
  }

  receive (frame) {
    this.item = frame.item
    if (this.needed === undefined) {
      this.needed = frame.needed ?? false
      this.follow()
      if (!this.connection) return
    }
    this.state = frame.state
    if (this.isPaused) this.waiting = frame.lines
    else this.draw(frame.lines)
    this.root.dispatchEvent(new CustomEvent('captions:drawn', { bubbles: true, detail: frame }))
  }

  draw (html) {
    morph(this.lines, html, REDRAW, 'innerHTML')
    if (!this.isBehind) this.lines.scrollTop = this.lines.scrollHeight
  }

  pause (on) {
    this.isPaused = on
    this.button.setAttribute('aria-pressed', on)
    if (!on && this.waiting !== undefined) this.draw(this.waiting)
    this.waiting = undefined
  }
}

for (const root of document.querySelectorAll('[data-captions]')) root.captions = new Captions(root)
