// The simple view of a meeting shows one of its four things at a time. Without script each is a page
// of its own; here the others wait beneath, so that what is typed in one stays while another is read.
const view = document.querySelector('[data-simple]')
const links = [...document.querySelectorAll('[data-shows]')]

function show (name) {
  view.dataset.simple = name
  for (const link of links) {
    if (link.dataset.shows === name) link.setAttribute('aria-current', 'true')
    else link.removeAttribute('aria-current')
  }
  const writing = view.querySelector('#hand-otherwise details')
  if (name === 'write' && writing) writing.open = true
}

// Where a link of the page leads, such as that which asks for an answer, is shown.
function follow () {
  const target = document.getElementById(location.hash.slice(1))
  const part = view.contains(target) && target.closest('[data-of]')
  if (part && !part.getClientRects().length) show(part.dataset.of.split(' ')[0])
  if (part) target.focus()
}

if (view) {
  for (const link of links) {
    link.addEventListener('click', (event) => {
      event.preventDefault()
      history.replaceState(history.state, '', link.href)
      show(link.dataset.shows)
    })
  }
  show(view.dataset.simple)
  follow()
  window.addEventListener('hashchange', follow)
}
