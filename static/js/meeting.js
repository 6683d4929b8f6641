// What is mine on the live page of a meeting: my place in the queue, my hand, my choice to
// follow the presenter or to look for myself. The server draws the same for everybody.
import htmx from 'htmx.org/dist/htmx.esm.js'
import { announce } from './announce.js'
import { keepFocus } from './focus.js'

const root = document.querySelector('[data-stream^="meeting."]')

function place () {
  const waiting = [...root.querySelectorAll('[data-region="queue"] [data-person]')]
  const mine = waiting.findIndex((entry) => entry.dataset.person === root.dataset.me)
  waiting.forEach((entry, at) => entry.classList.toggle('app-queue__entry--mine', at === mine))
  return mine < 0 ? null : { part: partOf(waiting[mine].dataset), place: Number(waiting[mine].dataset.place) }
}

function partOf ({ speaking, paused, written }) {
  if (paused !== undefined) return 'paused'
  if (speaking !== undefined) return written === undefined ? 'speaking' : 'read'
  return written === undefined ? 'up' : 'written'
}

// The hand's words stand in the page, so that they are translated with it.
function words (name, place) {
  return (root.querySelector(`[data-words-of="${name}"]`)?.textContent ?? '').replace('0', place ?? '')
}

const hand = () => root.querySelector('[data-region="hand"]')

function showHand (now) {
  for (const part of root.querySelectorAll('[data-hand]')) { // in the simple view also above it
    part.hidden = !part.dataset.hand.split(' ').includes(now?.part ?? 'down')
  }
  const line = hand()?.querySelector('[data-place]')
  if (line) line.textContent = now?.place ? words('place', now.place) : ''
}

let before = null

function mine () {
  const now = place()
  keepFocus(hand, () => showHand(now))
  const [calls, urgent] = [['speaking', 'read'].includes(now?.part), now?.part !== 'read']
  if (calls && now.part !== before?.part) announce(words(now.part), urgent)
  else if (now?.place && now.place !== before?.place) {
    const isNext = now.place === 1
    announce(words(isNext ? 'next' : 'place', now.place), isNext, { about: isNext ? 'turn' : 'mine', kind: 'place' })
  }
  if (now?.part !== 'written') root.querySelector('#my-words')?.replaceChildren() // of another time
  before = now
}

// Looking for oneself: the presenter's slide goes on changing behind a slide of one's own.
function follow () {
  const box = root.querySelector('[data-follow]')
  const own = root.querySelector('[data-own-slide]')
  box?.addEventListener('change', () => {
    const shown = root.querySelector('[data-region="slide"]')
    shown.parentElement.hidden = !box.checked
    own.hidden = box.checked
    const address = shown.dataset.href
    if (!box.checked && address) htmx.ajax('GET', address, { target: own, swap: 'innerHTML' })
  })
}

if (root) {
  mine()
  follow()
  root.addEventListener('stream:drawn', mine)
}
