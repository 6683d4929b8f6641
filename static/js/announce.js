// Says things to screen readers, whole sentences at a time, and no more than their person chose. What
// comes in a burst is said once, of two of one kind the newer; what was said is cleared, for whoever
// reads on finds no news of before, and stays in a list that anybody can open.
import { skew } from './moments.js'

const BURST = 1500 // milliseconds
const CLEARED = 10_000 // milliseconds after which nobody waits to hear it
const LONGEST = 200 // lines of the list
const REACH = { turn: 0, mine: 1, all: 2 } // how far what somebody chose to hear goes

const waiting = { polite: new Map(), assertive: new Map() }
const timers = {}

/**
 * Say `words`. `about` is whom they are for: who chose to hear less is not told, but finds them in
 * the list. Of those that wait with the same `kind` only the newest is said.
 */
export function announce (words, urgent = false, { about = 'turn', kind = words } = {}) {
  if (!words || waiting.assertive.get(kind) === words || waiting.polite.get(kind) === words) return
  keep(words)
  if (REACH[about] > chosen()) return
  const tone = urgent ? 'assertive' : 'polite'
  waiting[tone].delete(kind) // so that it comes last
  waiting[tone].set(kind, words)
  timers[tone] ??= setTimeout(() => say(tone), urgent ? 50 : BURST)
}

function chosen () {
  return REACH[document.querySelector('[data-heard] [name="heard"]')?.value] ?? REACH.all
}

// A page that is not looked at has no frames, so that its words would wait, and only the last of
// them be said.
function say (tone) {
  const region = document.getElementById(`announce-${tone}`)
  const words = [...waiting[tone].values()].join(' ')
  waiting[tone].clear()
  timers[tone] = undefined
  if (!region) return
  region.textContent = ''
  setTimeout(() => { region.textContent = words }, 20)
}

// The list of what happened, the newest first.
function keep (words) {
  const list = document.querySelector('[data-happened]')
  if (!list) return
  const time = document.createElement('time')
  time.textContent = new Date(Date.now() - skew * 1000)
    .toLocaleTimeString(document.documentElement.lang, { hour: 'numeric', minute: '2-digit' })
  const line = document.createElement('li')
  line.append(time, ` ${words}`)
  list.prepend(line)
  list.children[LONGEST]?.remove()
  list.parentElement.querySelector('[data-nothing]').hidden = true
}

// Whoever wrote there: each sentence lasts as long as any other.
for (const region of document.querySelectorAll('#announce-polite, #announce-assertive')) {
  let clearing
  new MutationObserver(() => {
    clearTimeout(clearing)
    if (region.textContent) clearing = setTimeout(() => { region.textContent = '' }, CLEARED)
  }).observe(region, { childList: true, characterData: true, subtree: true })
}
