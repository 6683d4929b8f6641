// The way of joining that somebody chose: remembered for them on this device, and made lighter by itself
// where the line does not carry it. What is made lighter by itself is not remembered.

const LIGHTER = Object.freeze({ remote: 'remote_low', remote_low: 'remote_sound' })

// A browser may forbid it: then it is chosen anew each time, and nothing else is different.
function store (does) {
  try { return does(window.localStorage) } catch { return null }
}

export class Way {
  #form
  #name

  constructor (form, person) {
    this.#form = form
    this.#name = `video ${person ?? ''}`.trim()
    const kept = store((places) => places.getItem(this.#name))
    if (kept && this.#boxes.some((box) => box.value === kept)) this.value = kept
    for (const box of this.#boxes) {
      box.addEventListener('change', () => store((places) => places.setItem(this.#name, box.value)))
    }
  }

  get #boxes () { return [...this.#form.querySelectorAll('[name="mode"][type="radio"]')] }

  get value () { return new FormData(this.#form).get('mode') }
  set value (way) {
    const field = this.#form.elements.namedItem('mode')
    if (field) field.value = way
  }

  // Chooses the next lighter way; answers which, or nothing where there is none.
  lighten () {
    const way = LIGHTER[this.value]
    if (way) this.value = way
    return way
  }
}
