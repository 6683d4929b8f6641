// What is to happen after a while, by name: one of each name, which ends when it is begun anew.

export class Waits {
  #timers = {}

  begin (name, milliseconds, does) {
    this.end(name)
    this.#timers[name] = setTimeout(does, milliseconds)
  }

  end (...names) {
    for (const name of names) clearTimeout(this.#timers[name])
  }
}
