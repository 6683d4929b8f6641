// The time left of an item, by the clock of the server: <p data-counts-to="2027-…" data-left="0 min
// left" data-over="0 min over">. Its words stand in the page, so that they are translated with it.
import { skew } from './moments.js'

function tick () {
  for (const part of document.querySelectorAll('[data-counts-to]')) {
    const seconds = (new Date(part.dataset.countsTo) - Date.now()) / 1000 + skew
    const isOver = seconds <= -60
    const minutes = isOver ? Math.trunc(-seconds / 60) : Math.max(0, Math.ceil(seconds / 60))
    part.textContent = (isOver ? part.dataset.over : part.dataset.left).replace('0', minutes)
    part.classList.toggle('app-screen__left--over', isOver)
  }
}

tick()
setInterval(tick, 1000)
document.addEventListener('stream:drawn', tick)
