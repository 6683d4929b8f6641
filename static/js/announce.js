// Says things to screen readers, whole sentences at a time. What comes in a burst is said once, and
// what was said is cleared: whoever reads on finds no news of before.
const BURST = 1500 // milliseconds
const CLEARED = 10_000 // milliseconds after which nobody waits to hear it

const waiting = { polite: [], assertive: [] }
const timers = {}

export function announce (words, urgent = false) {
  const tone = urgent ? 'assertive' : 'polite'
  if (!words || waiting[tone].includes(words)) return
  waiting[tone].push(words)
  timers[tone] ??= setTimeout(() => say(tone), urgent ? 50 : BURST)
}

function say (tone) {
  const region = document.getElementById(`announce-${tone}`)
  const words = waiting[tone].splice(0).join(' ')
  timers[tone] = undefined
  if (!region) return
  region.textContent = ''
  requestAnimationFrame(() => { region.textContent = words })
}

// Whoever wrote there: each sentence lasts as long as any other.
for (const region of document.querySelectorAll('#announce-polite, #announce-assertive')) {
  let clearing
  new MutationObserver(() => {
    clearTimeout(clearing)
    if (region.textContent) clearing = setTimeout(() => { region.textContent = '' }, CLEARED)
  }).observe(region, { childList: true, characterData: true, subtree: true })
}
