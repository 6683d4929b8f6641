// How long whoever speaks has spoken, by the clock of the server: <span data-since="2027-…">. After
// the time that the chair set it says that the turn is long, aloud only to who speaks and to the chair;
// after the minutes that were planned, that the item is, to the chair alone.
import { announce } from './announce.js'
import { skew } from './moments.js'

const root = document.querySelector('[data-stream^="meeting."]')
const told = new Set() // the turns and items of which it was said that they are long

function clock (seconds) {
  return `${Math.trunc(seconds / 60)}:${String(Math.trunc(seconds) % 60).padStart(2, '0')}`
}

function warn (time) {
  const bar = time.closest('[data-region]')
  time.parentElement.querySelector('[data-over]').hidden = false
  const { turn, says = 'long' } = time.dataset
  if (told.has(turn) || !('warns' in time.dataset || bar.dataset.speaker === root.dataset.me)) return
  told.add(turn)
  announce(root.querySelector(`[data-words-of="${says}"]`).textContent.replace('0', time.dataset.limit))
}

function tick () {
  for (const time of root.querySelectorAll('[data-since]')) {
    const seconds = Math.max(0, (Date.now() - new Date(time.dataset.since)) / 1000 - skew)
    time.textContent = clock(seconds)
    if (time.dataset.limit && seconds >= time.dataset.limit * 60) warn(time)
  }
}

if (root) {
  tick()
  setInterval(tick, 1000)
  root.addEventListener('stream:drawn', tick)
}
