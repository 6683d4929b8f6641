// Takes away what can be done only for a while, once it no longer can: <form data-until="2027-…">
import { keepFocus } from './focus.js'
import { skew } from './moments.js'

function hide (part) {
  keepFocus(() => part.closest('[data-region], main'), () => { part.hidden = true })
}

setInterval(() => {
  for (const part of document.querySelectorAll('[data-until]:not([hidden])')) {
    if (Date.now() - skew * 1000 >= new Date(part.dataset.until)) hide(part)
  }
}, 1000)
