// Writing captions: whatever ends with Enter goes out at once, typed, pasted, or by the program of a
// stenographer, one after the other. What could not be sent comes back into the box, with the reason. What
// was refused waits there for the button, and so does what is typed after it: it may not be for everybody
// who reads along now, and whoever writes on has not read so.
import { announce } from './announce.js'

const form = document.querySelector('[data-captions-write]')
const strip = document.querySelector('[data-captions]')
const refused = document.querySelector('[data-captions-refused]')
const last = document.querySelector('[data-captions-last]')
const waiting = [] // what is being sent, and what is to be sent after it
let isHeld = false
let wasEmpty = true

// The words are of the item that was under way when they were begun, and of no other.
function begin () {
  form.elements.item.value = strip.captions.item ?? form.elements.item.value
}

// The count of characters below the box listens to keys.
function fill (box, words) {
  box.value = words
  box.dispatchEvent(new KeyboardEvent('keyup'))
}

// Why it was not sent, and whether the portal said so; nothing where it was.
async function post (fields) {
  const body = new FormData(form)
  for (const [name, value] of Object.entries({ ...fields, form_key: crypto.randomUUID() })) body.set(name, value)
  try {
    const answer = await fetch(form.action, { method: 'POST', body, headers: { 'HX-Request': 'true' }, redirect: 'manual' })
    if (answer.status === 204) return {}
    if (answer.headers.has('X-Refused')) return { why: await answer.text(), isRefused: true }
  } catch { /* the line is lost */ }
  return { why: refused.dataset.unsent, isRefused: false }
}

function tell (words) {
  refused.textContent = words
  refused.hidden = !words
  if (words) announce(words, true)
}

function send (words) {
  waiting.push(words)
  if (waiting.length === 1) sendNext()
}

async function sendNext () {
  const { why = '', isRefused } = await post(waiting[0])
  if (why) takeBack(waiting.splice(0), isRefused)
  else waiting.shift()
  if (why || !isHeld) tell(why)
  strip.captions.connection?.look()
  if (waiting.length) sendNext()
}

// In order, with what was typed meanwhile behind it; all of it as of the item of the first.
function takeBack (unsent, isRefused) {
  const box = form.elements.text
  fill(box, [...unsent.map(({ text }) => text), box.value].filter(Boolean).join(' '))
  form.elements.item.value = unsent[0].item
  isHeld ||= isRefused
  wasEmpty = false
}

function sendWritten (all) {
  const box = form.elements.text
  const end = all ? box.value.length : box.value.lastIndexOf('\n') + 1
  const [text, rest] = [box.value.slice(0, end).trim(), box.value.slice(end)]
  const item = form.elements.item.value
  fill(box, rest)
  if (text) send({ text, item })
  wasEmpty = !rest
  if (wasEmpty) begin()
}

if (form) {
  form.elements.text.addEventListener('input', ({ isComposing, target }) => {
    if (wasEmpty) begin()
    if (!isComposing && !isHeld && target.value.includes('\n')) sendWritten(false)
    wasEmpty = !target.value
    if (wasEmpty) isHeld = false
  })
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    if (isHeld) begin() // whoever presses it has read why
    isHeld = false
    sendWritten(true)
    form.elements.text.focus()
  })
  const correct = last.querySelector('[data-captions-correct]')
  correct.addEventListener('submit', (event) => {
    event.preventDefault()
    const { text, corrects, item } = correct.elements
    send({ text: text.value, corrects: corrects.value, item: item.value })
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
