// What a region has for the author of something alone: <p data-own-of="12" hidden>. A region holds
// nothing personal, so it comes hidden, and the page of that person shows it.
document.addEventListener('stream:drawn', ({ target }) => {
  for (const part of target.querySelectorAll('[data-own-of]')) part.hidden = part.dataset.ownOf !== target.dataset.me
})
