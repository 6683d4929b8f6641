// Says things to screen readers, whole sentences at a time. What comes in a burst is said once.
const BURST = 1500 // milliseconds

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
