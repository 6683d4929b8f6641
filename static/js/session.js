// Two minutes before the session ends a dialog says so, and one press of a key stays signed in.
// The server decides: another tab, or a meeting that is open, may have moved the end meanwhile.
// When the session has ended, the page forgets what it showed and keeps what was typed, also when
// the server cannot be asked.
import { announce } from './announce.js'
import { forgetPage, typedIn } from './forget.js'

const WARNING = 120 // seconds before the end
const LATER = 30 // seconds until the next question after one that had no answer
const SOONEST = 5 // seconds between two questions

class Session {
  constructor (root) {
    this.root = root
    this.address = root.dataset.session
    this.ending = root.querySelector('[data-session-ending]')
    this.hours = root.querySelector('[data-session-hours]')
    this.ended = root.querySelector('[data-session-ended]')
    this.root.querySelector('[data-session-stay]').addEventListener('click', () => this.stay())
    this.root.querySelector('[data-session-close]').addEventListener('click', () => this.hours.close())
    // Escape closes a dialog; to press it is to be there.
    this.ending.addEventListener('cancel', (event) => { event.preventDefault(); this.stay() })
    document.addEventListener('visibilitychange', () => { if (!document.hidden) this.look() })
    document.addEventListener('htmx:responseError', ({ detail }) => { if (detail.xhr.status === 401) this.end() })
    this.told(Number(root.dataset.sessionLeft))
  }

  async ask (method) {
    const token = JSON.parse(document.body.getAttribute('hx-headers') ?? '{}')
    const headers = { Accept: 'application/json', ...(method === 'POST' ? token : {}) }
    try {
      const answer = await fetch(this.address, { method, headers, redirect: 'manual', cache: 'no-store' })
      if (answer.status === 401) return this.end()
      if (!answer.ok) return this.wait(LATER)
      const { left, token: fresh } = await answer.json()
      if (this.isOver) this.backAgain(fresh)
      this.told(left, method)
    } catch {
      if (Date.now() > this.until) this.end()
      else this.wait(LATER)
    }
  }

  look () { return this.ask('GET') }

  async stay () {
    this.ending.close()
    await this.ask('POST')
  }

  told (left, method) {
    this.until = Date.now() + left * 1000
    if (left > WARNING) {
      this.close()
      return this.wait(left - WARNING)
    }
    if (method === 'POST') this.show(this.hours) // a press no longer moves it: twelve hours are over
    else if (method === 'GET' && !this.hours.open) this.show(this.ending)
    this.wait(method ? left + 1 : 0)
  }

  wait (seconds) {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.look(), Math.max(seconds, SOONEST) * 1000)
  }

  show (dialog) {
    if (dialog.open) return
    this.close()
    this.root.hidden = false
    this.before = document.activeElement
    dialog.showModal() // its only button has the focus
    announce(dialog.querySelector('h2').textContent, true)
  }

  close () {
    for (const dialog of [this.ending, this.hours]) if (dialog.open) dialog.close()
    if (!this.isOver) this.root.hidden = true
    this.before?.focus()
    this.before = undefined
  }

  end () {
    if (this.isOver) return
    this.isOver = true
    clearTimeout(this.timer)
    this.close()
    this.kept = typedIn(document)
    forgetPage(this.kept, this.ended.querySelector('h2').textContent)
    this.root.hidden = this.ended.hidden = false
    announce(this.ended.textContent.replace(/\s+/g, ' ').trim(), true)
  }

  // Signed in again in another tab: what was typed can be sent, with a token that fits.
  backAgain (fresh) {
    if (!this.kept.length) return window.location.reload()
    this.isOver = false
    document.title = document.querySelector('h1').textContent = this.root.dataset.sessionKept
    this.ended.hidden = true
    this.root.hidden = true
    for (const field of document.querySelectorAll('[name="csrfmiddlewaretoken"]')) field.value = fresh
    if (document.body.hasAttribute('hx-headers')) {
      document.body.setAttribute('hx-headers', JSON.stringify({ 'X-CSRFToken': fresh }))
    }
  }
}

for (const root of document.querySelectorAll('[data-session]')) new Session(root)
