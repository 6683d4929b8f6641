// Posts that are new to this person keep their mark when the live page draws them again, and their
// own posts the links of an author: a region holds nothing personal.
// <div data-stream data-read-to="38" data-me="12">
document.addEventListener('stream:drawn', ({ target }) => {
  const { readTo, me } = target.dataset
  if (readTo === undefined) return
  for (const post of target.querySelectorAll('[data-post]')) {
    const isNew = Number(post.dataset.post) > Number(readTo) && post.dataset.author !== me
    post.classList.toggle('app-post--new', isNew)
    const own = post.querySelector('[data-own]')
    if (own) own.hidden = post.dataset.author !== me
  }
})
