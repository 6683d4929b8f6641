// Keeps "3 minutes ago" true while a page stays open. The server writes the first text.
const UNITS = [['day', 86400], ['hour', 3600], ['minute', 60]]

function wording (seconds, language) {
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'always' })
  for (const [unit, size] of UNITS) {
    if (Math.abs(seconds) >= size) return format.format(Math.trunc(seconds / size), unit)
  }
  return null
}

function refresh () {
  const language = document.documentElement.lang || 'en-GB'
  for (const part of document.querySelectorAll('time[data-relative] .app-moment__relative')) {
    const time = part.closest('time')
    const words = wording((new Date(time.dateTime) - Date.now()) / 1000 + skew, language)
    if (words) part.textContent = words
  }
}

// The page says what time its server had: a device with a wrong clock still tells the truth.
const stamp = document.documentElement.dataset.now
export const skew = stamp ? (Date.now() - new Date(stamp)) / 1000 : 0
setInterval(refresh, 60_000)
