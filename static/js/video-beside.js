// The chair mutes everybody from the page of who is in the video, which stands beside the call: a page of
// theirs that is in it does so, and answers. Without an answer there is no such page.

const ANSWER_MS = 2_000
const channelOf = (button) => new BroadcastChannel(`mute ${button.dataset.meeting}`)

// On the page with the call: `mutes()` does it, and answers whether there is a call.
export function muteFromBeside (button, mutes) {
  const channel = channelOf(button)
  channel.addEventListener('message', ({ data }) => {
    if (data === 'mute' && mutes()) channel.postMessage('muted')
  })
}

function mute (part) {
  const [button, status] = [part.querySelector('button'), part.querySelector('[role="status"]')]
  const channel = channelOf(button)
  let timer
  button.removeAttribute('aria-disabled')
  button.addEventListener('click', () => {
    clearTimeout(timer)
    status.textContent = ''
    channel.postMessage('mute')
    timer = setTimeout(() => { status.textContent = part.dataset.alone }, ANSWER_MS)
  })
  channel.addEventListener('message', ({ data }) => {
    if (data !== 'muted') return
    clearTimeout(timer)
    status.textContent = part.dataset.done
  })
}

for (const part of document.querySelectorAll('[data-video-beside]')) mute(part)
