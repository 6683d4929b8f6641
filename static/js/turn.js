// How long whoever speaks has spoken, by the clock of the server: <span data-since="2027-…">. After
// the time that the chair set it says that the turn is long, aloud only to who speaks and to the chair.
import { announce } from './announce.js'
import { skew } from './moments.js'

const root = document.querySelector('[data-stream^="meeting."]')
let told // the turn of which it was said that it is long

function clock (seconds) {
  return `${Math.trunc(seconds / 60)}:${String(Math.trunc(seconds) % 60).padStart(2, '0')}`
}

function warn (time) {
  const bar = time.closest('[data-region]')
  bar.querySelector('[data-over]').hidden = false
  const { turn } = time.dataset
  if (told === turn || !('warns' in time.dataset || bar.dataset.speaker === root.dataset.me)) return
  told = turn
  announce(root.querySelector('[data-words-of="long"]').textContent.replace('0', time.dataset.limit))
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
