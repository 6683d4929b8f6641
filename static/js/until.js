// Takes away what can be done only for a while, once it no longer can: <form data-until="2027-…">
import { keepFocus } from './focus.js'
import { skew } from './moments.js'

function hide (part) {
  keepFocus(() => part.closest('[data-region], main'), () => { part.hidden = true })
}

// How long it can still be done is seen; a screen reader is told of it once, by the words beside it.
function count (part, seconds) {
  const left = part.querySelector('[data-left]')
  if (!left) return
  left.hidden = false
  left.textContent = left.dataset.left.replace('0', seconds)
}

function look () {
  for (const part of document.querySelectorAll('[data-until]:not([hidden])')) {
    const seconds = Math.ceil((new Date(part.dataset.until) - Date.now()) / 1000 + skew)
    if (seconds <= 0) hide(part)
    else count(part, seconds)
  }
}

look()
setInterval(look, 1000)
document.addEventListener('stream:drawn', look)
