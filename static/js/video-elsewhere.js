// The question to somebody who is in the call in another tab or on another device: where to be in it.

export class Elsewhere {
  #question
  #form

  // `here()` is called when they choose this page.
  constructor (section, form, { here }) {
    this.#question = section.querySelector('[data-video-elsewhere]')
    this.#form = form
    section.querySelector('[data-video-here]')?.addEventListener('click', here)
    section.querySelector('[data-video-there]')?.addEventListener('click', () => this.ask(false))
  }

  // Asks, or asks no longer; the form to join is there when nothing is asked.
  ask (asks) {
    if (!this.#question || this.#question.hidden !== asks) return
    this.#question.hidden = !asks
    this.#form.hidden = asks
    const next = asks ? this.#question : this.#form.querySelector('button')
    next.focus({ preventScroll: true })
  }
}
