// Somebody with an interest in the item under way may stay and listen: then their token lets them hear
// and see, and do nothing else. When that begins and when it is over they join again, with another token.

const now = () => document.querySelector('[data-video-part]')?.dataset.videoPart ?? ''

export class Listens {
  #said = '' // what the page said when the token was asked for, until it has said what the token is
  #is = false

  // Whether the token that they have lets them listen only.
  get is () { return this.#is }

  ask () { this.#said = now() }

  take ({ listens = false }) { this.#is = listens }

  // Whether the page says something else by now, and the token is not of that kind. A page that was
  // behind when the token was asked for is waited for, and believed once it has caught up.
  isOver () {
    const fits = this.#is === (now() === 'listens')
    if (fits) this.#said = null
    return !fits && now() !== this.#said
  }
}
