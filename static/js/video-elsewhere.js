// The question to somebody who is in the call in another tab or on another device: where to be in it.

const TOLD_MS = 5_000 // within it the video host has told the portal who left

export class Elsewhere {
  #question
  #form
  #leftAt = 0

  // `here()` is called when they choose this page.
  constructor (section, form, { here }) {
    this.#question = section.querySelector('[data-video-elsewhere]')
    this.#form = form
    section.querySelector('[data-video-here]')?.addEventListener('click', here)
    section.querySelector('[data-video-there]')?.addEventListener('click', () => this.ask(false))
  }

  // A device of the room is nobody, and its page has nothing to ask: whoever presses there means it.
  get canAsk () { return Boolean(this.#question) }

  // They left the call on this page: for a moment the portal takes them to be in it still.
  left () { this.#leftAt = Date.now() }

  get hasJustLeft () { return Date.now() - this.#leftAt < TOLD_MS }

  // Asks, or asks no longer; the form to join is there when nothing is asked. Whoever is busy elsewhere
  // on the page is not taken away from it.
  ask (asks) {
    if (!this.#question || this.#question.hidden !== asks) return
    const [before, next] = asks ? [this.#form, this.#question] : [this.#question, this.#form.querySelector('button')]
    const isBusy = document.activeElement !== document.body && !before.contains(document.activeElement)
    this.#question.hidden = !asks
    this.#form.hidden = asks
    if (!isBusy) next.focus({ preventScroll: true })
  }
}
