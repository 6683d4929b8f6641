// What somebody types is kept on this device until they send it, and given back for seven days: sealed
// with a key that only their own pages bring, and sent nowhere. <form data-draft-of="12" data-draft-key="…">
import { announce } from './announce.js'
import { isTypedIn } from './forget.js'

const NAME = 'draft ' // an entry is called "draft 12 /topics/3/shared/posts/": whose, of which form
const KEPT = 7 * 24 * 60 * 60 * 1000 // milliseconds
const PAUSE = 400 // milliseconds after the last key
const SENSITIVE = 'official_sensitive'
const BOXES = 'textarea, select, input:is([type="text"], [type="radio"], [type="checkbox"], :not([type]))'
const HIDDEN = 'input[type="hidden"]:not([name="csrfmiddlewaretoken"])'

// A browser may forbid it, or be full: then there is no draft, and nothing else is different.
function store (does) {
  try { return does(window.localStorage) } catch { return null }
}
const names = () => (store((kept) => Object.keys(kept)) ?? []).filter((name) => name.startsWith(NAME))
const read = (name) => store((kept) => JSON.parse(kept.getItem(name)))
const write = (name, draft) => store((kept) => kept.setItem(name, JSON.stringify(draft)))
const remove = (name) => store((kept) => kept.removeItem(name))

const text = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
const bytes = (words) => Uint8Array.from(atob(words), (letter) => letter.charCodeAt(0))
const isTicked = (box) => ['radio', 'checkbox'].includes(box.type)

function nameOf (form) {
  const address = form.getAttribute('action')?.split('#')[0] ?? window.location.pathname + window.location.search
  const hidden = [...form.querySelectorAll(HIDDEN)].map((box) => box.value)
  return NAME + [form.dataset.draftOf, address, ...hidden].join(' ').trim()
}

class Draft {
  constructor (form) {
    this.form = form
    this.line = form.querySelector('[data-draft]')
    this.name = nameOf(form)
    this.wasTyped = 'draftTyped' in form.dataset // the server gives back what was typed
    form.addEventListener('input', () => this.later())
    form.addEventListener('submit', ({ submitter }) => { if (submitter?.name !== 'preview') this.send() })
    this.line.querySelector('button').addEventListener('click', () => this.discard())
    this.begin()
  }

  get boxes () { return [...this.form.querySelectorAll(BOXES)] }

  later () {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.keep(), PAUSE)
  }

  get isWorthKeeping () {
    if (this.form.elements.namedItem('marking')?.value === SENSITIVE) return false
    const words = this.boxes.some((box) => !isTicked(box) && box.value.trim())
    return words && (this.wasTyped || isTypedIn(this.form))
  }

  async keep () {
    if (!this.isWorthKeeping) return remove(this.name)
    const values = this.boxes.map((box) => [box.name, isTicked(box) ? box.checked : box.value])
    const sealed = await this.seal(JSON.stringify(values))
    if (!this.isSent) write(this.name, { at: Date.now(), sealed })
  }

  // What was sent goes once a page says that it arrived.
  send () {
    clearTimeout(this.timer)
    this.isSent = true
    const draft = read(this.name)
    if (draft) write(this.name, { ...draft, isSent: true })
  }

  discard () {
    clearTimeout(this.timer)
    remove(this.name)
    this.form.reset()
    this.line.hidden = true
    this.boxes[0].focus()
  }

  async begin () {
    if (this.wasTyped) return this.keep()
    const draft = read(this.name)
    if (!draft || isTypedIn(this.form)) return
    try {
      this.fill(JSON.parse(await this.open(draft.sealed)))
    } catch { // of another key, or of a form that has changed
      return remove(this.name)
    }
    this.tell(new Date(draft.at))
  }

  fill (values) {
    const { boxes } = this
    if (boxes.length !== values.length || boxes.some((box, number) => box.name !== values[number][0])) throw new Error()
    boxes.forEach((box, number) => { box[isTicked(box) ? 'checked' : 'value'] = values[number][1] })
    for (const box of boxes) if (!isTicked(box)) box.dispatchEvent(new Event('input')) // its letters are counted
  }

  tell (at) {
    const isToday = at.toDateString() === new Date().toDateString()
    const format = { hour: 'numeric', minute: '2-digit', hour12: true, ...(isToday ? {} : { weekday: 'long' }) }
    const time = this.line.querySelector('time')
    time.dateTime = at.toISOString()
    time.textContent = new Intl.DateTimeFormat(document.documentElement.lang, format).format(at)
      .replace(':00', '').replace(/\s(?=[ap]m$)/i, '')
    this.line.hidden = false
    announce(this.line.querySelector('p').textContent.replace(/\s+/g, ' ').trim())
  }

  // --- Sealed for this form alone: the key comes with the page, and stays on no device ---

  get rules () { return { name: 'AES-GCM', additionalData: new TextEncoder().encode(this.name) } }

  key () {
    const raw = bytes(this.form.dataset.draftKey)
    return crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt'])
  }

  async seal (words) {
    const iv = crypto.getRandomValues(new Uint8Array(12))
    const sealed = await crypto.subtle.encrypt({ ...this.rules, iv }, await this.key(), new TextEncoder().encode(words))
    return text([...iv, ...new Uint8Array(sealed)])
  }

  async open (sealed) {
    const all = bytes(sealed)
    const rules = { ...this.rules, iv: all.slice(0, 12) }
    return new TextDecoder().decode(await crypto.subtle.decrypt(rules, await this.key(), all.slice(12)))
  }
}

// What is too old goes, what another person has left here, and what was sent and arrived.
const me = document.querySelector('[data-session-of]')?.dataset.sessionOf
const [visit] = performance.getEntriesByType('navigation')
const hasArrived = visit?.type !== 'back_forward' && (visit?.responseStatus ?? 200) < 400
for (const name of names()) {
  const draft = read(name)
  const isMine = !me || name.startsWith(`${NAME}${me} `)
  if (!draft || !isMine || Date.now() - draft.at > KEPT || (draft.isSent && hasArrived)) remove(name)
  else if (draft.isSent) write(name, { ...draft, isSent: false })
}
// What is marked OFFICIAL-SENSITIVE since brings no key. Without https a browser seals nothing.
for (const form of document.querySelectorAll('form[data-draft-of]:not([data-draft-key])')) remove(nameOf(form))
if (window.crypto?.subtle) {
  for (const form of document.querySelectorAll('form[data-draft-key]')) new Draft(form)
}
document.addEventListener('submit', ({ target }) => {
  if (target.matches('[data-signs-out]')) names().forEach(remove)
})
