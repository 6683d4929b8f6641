// The connection of an open page to the server: a socket that speaks and never listens, and its
// polling twin, which answers the same JSON. It says that a page lives only while it hears so:
// a line can be dead without being closed, and then nothing tells us but the silence.
const PATIENCE = 3000 // milliseconds without a socket before the first question
const LONGEST_WAIT = 15000 // milliseconds between two tries to connect
const ENDED = { 4401: 'signed-out', 4404: 'gone' }
const AGAIN = [[window, 'online'], [window, 'focus'], [document, 'visibilitychange']]

/**
 * `times` in milliseconds: `silence` that a living socket keeps at the most, `answer` that a
 * question may take, `poll` between two questions. Without `sockets` there are questions alone. `step()` is the step of the page.
 * `receive(frame)` draws; `show(state)` is told live, polling or offline; `end(why)` the end.
 */
export class Connection {
  constructor (path, times, { step, receive, show, end }, sockets = true) {
    Object.assign(this, { path, times, step, receive, show, sockets })
    this.onEnd = end
    this.tries = 0
    this.asked = this.answered = 0
    this.connect()
    for (const [place, event] of AGAIN) place.addEventListener(event, () => { if (!document.hidden) this.look() })
  }

  connect () {
    if (this.isOver) return
    if (!this.sockets) return this.askIn(this.times.poll)
    const origin = location.origin.replace(/^http/, 'ws')
    const socket = new WebSocket(`${origin}${this.path}?after=${this.step()}`)
    const on = (name, what) => socket.addEventListener(name, (event) => { if (socket === this.socket) what(event) })
    this.socket = socket
    this.askIn(PATIENCE)
    this.listen()
    on('open', () => { this.tries = 0; this.heard() })
    on('message', ({ data }) => this.message(JSON.parse(data)))
    on('close', ({ code }) => ENDED[code] ? this.end(ENDED[code]) : this.lost())
  }

  message (frame) {
    if (this.isOver) return
    this.heard()
    if (frame.pulse) return
    if (frame.after > this.step()) this.look()
    else this.receive(frame)
  }

  // Whatever was asked before this and fails later has failed on a line that is past.
  heard () {
    this.answered = this.asked
    this.isOffline = false
    this.stopAsking()
    this.listen()
    this.show('live')
  }

  listen () {
    clearTimeout(this.silence)
    this.silence = setTimeout(() => this.drop(), this.times.silence)
  }

  // Nobody closed it, and nothing comes: a goodbye would not arrive either.
  drop () {
    const dead = this.socket
    this.lost()
    dead.close()
    this.look(true)
  }

  lost () {
    this.socket = undefined
    clearTimeout(this.silence)
    this.askIn(PATIENCE)
    const wait = Math.min(1000 * 2 ** this.tries++, LONGEST_WAIT)
    this.retry = setTimeout(() => this.connect(), wait * (0.5 + Math.random()))
  }

  askIn (wait) {
    this.patience ??= setTimeout(() => {
      this.patience = undefined
      this.askIn(this.times.poll)
      this.look(true)
    }, wait)
  }

  stopAsking () {
    clearTimeout(this.patience)
    this.patience = undefined
  }

  /** Ask the twin now. `instead`: because no socket lives, and not besides one. */
  async look (instead = false) {
    if (this.isOver) return
    const question = ++this.asked
    try {
      const { status, frame } = await this.ask()
      if (this.isOver) return
      if (ENDED[status]) return this.end(ENDED[status])
      this.answered = Math.max(this.answered, question)
      if (frame) this.receive(frame)
      if (!this.isOver) this.worked(instead)
    } catch {
      if (!this.isOver && question > this.answered) this.failed()
    }
  }

  async ask () {
    const control = new AbortController()
    const limit = setTimeout(() => control.abort(), this.times.answer)
    try {
      const answer = await fetch(`${this.path}?after=${this.step()}`, {
        headers: { Accept: 'application/json' },
        redirect: 'manual',
        cache: 'no-store',
        signal: control.signal
      })
      if (answer.type === 'opaqueredirect' || answer.status === 401) return { status: 4401 }
      if (answer.status === 404) return { status: 4404 }
      if (answer.status === 204) return { status: 204 }
      if (answer.status === 200) return { status: 200, frame: await answer.json() }
      throw new Error(`The stream answered ${answer.status}.`)
    } finally {
      clearTimeout(limit)
    }
  }

  worked (instead) {
    if (this.socket?.readyState === WebSocket.OPEN) {
      this.stopAsking()
      this.show('live')
    } else if (instead || this.isOffline) {
      this.show(this.sockets ? 'polling' : 'live')
    }
    this.isOffline = false
  }

  failed () {
    this.isOffline = true
    this.show('offline')
    this.askIn(this.times.poll)
  }

  // What was asked before may still be answered, and is then not looked at.
  close () {
    this.isOver = true
    for (const timer of [this.patience, this.silence, this.retry]) clearTimeout(timer)
    this.socket?.close()
  }

  end (why) {
    if (this.isOver) return
    this.close()
    this.onEnd(why)
  }
}
