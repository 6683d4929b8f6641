// How large the pictures are: as the page has room, larger at a press, small in the corner while one
// reads something else of the page, or the whole screen. Only the
// look changes: a frame that is moved in the page would load again, and the call would be lost.

export function sizes (section) {
  const larger = section.querySelector('[data-video-size="larger"]')
  const screen = section.querySelector('[data-video-size="screen"]')
  larger?.addEventListener('click', () => {
    larger.setAttribute('aria-pressed', String(section.toggleAttribute('data-video-larger')))
    section.scrollIntoView({ block: 'nearest' })
  })
  const small = section.querySelector('[data-video-size="small"]')
  small?.addEventListener('click', () => {
    small.setAttribute('aria-pressed', String(section.toggleAttribute('data-video-small')))
  })
  if (!screen) return
  screen.hidden = !document.fullscreenEnabled
  screen.addEventListener('click', () => {
    if (document.fullscreenElement === section) document.exitFullscreen()
    else section.requestFullscreen().catch(() => {}) // refused by the browser: all stays as it is
  })
  section.addEventListener('fullscreenchange', () => {
    screen.setAttribute('aria-pressed', String(document.fullscreenElement === section))
  })
}
