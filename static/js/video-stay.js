// While somebody is in the call, no link of the page ends it, and a reload asks first. Whoever comes back
// to the same page within two minutes is in the call again, as they were, without a press.

const COMES_BACK_MS = 120_000

// Another tab of the same page has a storage of its own; a browser may forbid it.
function store (does) {
  try { return does(window.sessionStorage) } catch { return null }
}

const asks = (event) => { event.preventDefault() }

export class Stay {
  #name
  #note
  #state
  #isIn = false

  // `note` is the sentence about links; `state()` is how the call stood, as JSON can hold it.
  constructor (name, note, state) {
    this.#name = `video ${name}`
    this.#note = note
    this.#state = state
    document.addEventListener('click', (event) => this.#click(event))
    addEventListener('pagehide', () => { if (this.#isIn) this.#keep() })
  }

  begin () {
    if (this.#isIn) return
    this.#isIn = true
    this.#show()
    addEventListener('beforeunload', asks)
  }

  end () {
    this.#isIn = false
    this.#show()
    removeEventListener('beforeunload', asks)
    store((kept) => kept.removeItem(this.#name))
  }

  // How the call stood on the page that was left a moment ago; nothing where there was none.
  taken () {
    const kept = store((places) => JSON.parse(places.getItem(this.#name)))
    store((places) => places.removeItem(this.#name))
    return kept && Date.now() - kept.at < COMES_BACK_MS ? kept : null
  }

  #keep () {
    store((places) => places.setItem(this.#name, JSON.stringify({ ...this.#state(), at: Date.now() })))
  }

  #show () { if (this.#note) this.#note.hidden = !this.#isIn }

  #click (event) {
    const link = event.target.closest?.('a[href]')
    if (!this.#isIn || !link || event.defaultPrevented || link.target || link.hasAttribute('download')) return
    const { origin, pathname } = new URL(link.href)
    if (origin !== location.origin || (pathname === location.pathname && link.hash)) return
    link.target = '_blank'
    link.rel = 'noopener'
    setTimeout(() => { link.removeAttribute('target'); link.removeAttribute('rel') })
  }
}
