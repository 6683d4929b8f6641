import { announce } from './announce.js'

const COPIED = 4000 // milliseconds for which the link says so

// Posts that are new to this person keep their mark when the live page draws them again, and their
// own posts the links of an author, what they pressed is pressed, and where they are mentioned is set
// out: a region holds nothing personal. Of posts without a name the page alone says which are theirs.
// <div data-stream data-read-to="38" data-me="12" data-mine="41 43">
document.addEventListener('stream:drawn', ({ target }) => {
  const { readTo, me, mine = '' } = target.dataset
  if (readTo === undefined) return
  const unnamed = mine.split(' ')
  const isMine = ({ dataset }) => dataset.author === me || unnamed.includes(dataset.post)
  let first
  for (const post of target.querySelectorAll('[data-post]')) {
    const isNew = Number(post.dataset.post) > Number(readTo) && !isMine(post)
    post.classList.toggle('app-post--new', isNew)
    if (isNew) first ??= post
    const own = post.querySelector('[data-own]')
    if (own) own.hidden = !isMine(post)
    for (const button of post.querySelectorAll('[data-by]')) {
      button.setAttribute('aria-pressed', String(button.dataset.by.split(' ').includes(me)))
    }
    for (const mention of post.querySelectorAll('[data-mention]')) {
      mention.classList.toggle('app-mention--me', mention.dataset.mention.split(' ').includes(me))
    }
  }
  const mark = document.getElementById('new-mark')
  if (first && mark && !target.querySelector('.app-thread__mark')) first.before(mark.content.cloneNode(true))
})

// The link of a post is copied, with a script; without one it leads to the post, and stands in the bar.
document.addEventListener('click', async (event) => {
  const link = event.target.closest('[data-copied] a[href*="?post="][href*="#post-"]')
  if (!link?.closest('.app-post__foot') || !navigator.clipboard) return
  event.preventDefault()
  await navigator.clipboard.writeText(link.href)
  const { copied } = link.closest('[data-copied]').dataset
  const word = link.firstChild
  if (word.data !== copied) setTimeout((before) => { word.data = before }, COPIED, word.data)
  word.data = copied
  announce(copied)
})
