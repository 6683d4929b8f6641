// Writing captions: whatever ends with Enter goes out at once, typed, pasted, or by the program of a
// stenographer, one after the other. What could not be sent comes back into the box, with the reason.
import { announce } from './announce.js'

const form = document.querySelector('[data-captions-write]')
const strip = document.querySelector('[data-captions]')
const refused = document.querySelector('[data-captions-refused]')
const last = document.querySelector('[data-captions-last]')
let sending = Promise.resolve()

// The words are of the item that was under way when they were begun, and of no other.
function begin () {
  form.elements.item.value = strip.captions.item ?? form.elements.item.value
}

// The count of characters below the box listens to keys.
function fill (box, words) {
  box.value = words
  box.dispatchEvent(new KeyboardEvent('keyup'))
}

async function post (fields) {
  const body = new FormData(form)
  for (const [name, value] of Object.entries({ ...fields, form_key: crypto.randomUUID() })) body.set(name, value)
  const answer = await fetch(form.action, { method: 'POST', body, headers: { 'HX-Request': 'true' }, redirect: 'manual' })
  if (answer.status === 204) return ''
  return answer.headers.has('X-Refused') ? answer.text() : refused.dataset.unsent
}

function tell (words) {
  refused.textContent = words
  refused.hidden = !words
  if (words) announce(words, true)
}

function send (box, text, fields) {
  sending = sending.then(async () => {
    const words = await post({ ...fields, text }).catch(() => refused.dataset.unsent)
    tell(words)
    if (words) fill(box, box.value ? `${text} ${box.value}` : text)
    if (words) begin() // to be sent once more, by whoever has read why
    strip.captions.connection?.look()
  })
}

function sendWritten (all) {
  const box = form.elements.text
  const end = all ? box.value.length : box.value.lastIndexOf('\n') + 1
  const [text, rest] = [box.value.slice(0, end).trim(), box.value.slice(end)]
  const item = form.elements.item.value
  fill(box, rest)
  if (text) send(box, text, { item })
  if (!rest) begin()
}

if (form) {
  let wasEmpty = true
  form.elements.text.addEventListener('input', ({ isComposing, target }) => {
    if (wasEmpty) begin()
    if (!isComposing && target.value.includes('\n')) sendWritten(false)
    wasEmpty = !target.value
  })
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    sendWritten(true)
    form.elements.text.focus()
  })
  const correct = last.querySelector('[data-captions-correct]')
  correct.addEventListener('submit', (event) => {
    event.preventDefault()
    const { text, corrects, item } = correct.elements
    send(form.elements.text, text.value, { corrects: corrects.value, item: item.value })
    form.elements.text.focus()
  })
  // What can be put right is the last line, as long as nobody is putting it right.
  strip.addEventListener('captions:drawn', ({ detail }) => {
    if (correct.contains(document.activeElement)) return
    const line = strip.querySelector('[data-captions-lines] [data-caption]:last-child')
    last.hidden = !line
    if (!line) return
    correct.elements.text.value = line.textContent.trim()
    correct.elements.corrects.value = line.dataset.caption
    correct.elements.item.value = detail.item ?? ''
  })
}
