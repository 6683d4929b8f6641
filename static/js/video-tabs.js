// One person is in the call in one tab of a browser: it holds a lock, which ends with the tab. Whoever
// takes it in another tab is asked first; the tab that held it is told, and leaves.

export class OneTab {
  #name
  #lost
  #release = null

  // `lost()` is called when another tab has taken the call over.
  constructor (name, { lost }) {
    this.#name = name
    this.#lost = lost
  }

  // Answers whether this tab may be in the call now; with `over` it takes the call from another tab.
  take ({ over = false } = {}) {
    if (!navigator.locks || this.#release) return Promise.resolve(true)
    return new Promise((resolve) => {
      const hold = (lock) => {
        resolve(Boolean(lock))
        return lock && new Promise((_resolve) => { this.#release = _resolve })
      }
      navigator.locks.request(this.#name, over ? { steal: true } : { ifAvailable: true }, hold).catch(() => {
        if (!this.#release) return resolve(true) // this browser keeps no locks here, or it was let go meanwhile
        this.#release = null
        this.#lost()
      })
    })
  }

  free () {
    this.#release?.()
    this.#release = null
  }
}
