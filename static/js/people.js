// Behind an @ the people who can be mentioned are listed, and chosen by arrow keys and Enter, or by
// a press. What is typed stays on the page: the names come once, all of them.
// <ul role="listbox" data-people="/topics/3/shared/people/" data-for="id_body" hidden>
import { announce } from './announce.js'

const BEGUN = /(?:^|[^\p{L}\p{N}_])@([^\n@]*)$/u // before the caret
const MOST = 8 // names at once
const folded = (words) => words.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

class People {
  constructor (list) {
    this.list = list
    this.box = document.getElementById(list.dataset.for)
    this.box.after(list)
    this.box.setAttribute('aria-autocomplete', 'list')
    this.box.setAttribute('aria-controls', list.id)
    this.box.addEventListener('input', () => this.look())
    this.box.addEventListener('click', () => this.look())
    this.box.addEventListener('blur', () => this.close())
    this.box.addEventListener('keydown', (event) => this.press(event))
    list.addEventListener('mousedown', (event) => event.preventDefault()) // the caret stays in the box
    list.addEventListener('click', ({ target }) => this.choose(target.closest('[role="option"]')))
  }

  get options () { return [...this.list.children] }

  get begun () { return BEGUN.exec(this.box.value.slice(0, this.box.selectionStart))?.[1] }

  async names () {
    this.asked ??= fetch(this.list.dataset.people, { headers: { Accept: 'application/json' }, cache: 'no-store' })
      .then(async (answer) => answer.ok ? (await answer.json()).names : [])
    try { return await this.asked } catch { this.asked = undefined; return [] }
  }

  async look () {
    if (this.begun === undefined) return this.close()
    const names = await this.names()
    const { begun } = this // it may be longer by now
    if (begun === undefined) return this.close()
    const wanted = folded(begun)
    const found = names.filter((name) => ` ${folded(name)}`.includes(` ${wanted}`)).slice(0, MOST)
    if (!found.length || found.some((name) => folded(name) === wanted)) return this.close()
    this.list.replaceChildren(...found.map((name, number) => {
      const option = Object.assign(document.createElement('li'), { id: `${this.list.id}-${number}`, textContent: name })
      option.setAttribute('role', 'option')
      option.dir = 'auto'
      return option
    }))
    this.mark(-1)
    if (this.list.hidden) announce(this.list.dataset.listed)
    this.list.hidden = false
  }

  close () {
    this.list.hidden = true
    this.mark(-1)
  }

  mark (number) {
    this.marked = number
    this.options.forEach((option, one) => option.setAttribute('aria-selected', String(one === number)))
    const option = this.options[number]
    if (!option) return this.box.removeAttribute('aria-activedescendant')
    this.box.setAttribute('aria-activedescendant', option.id)
    option.scrollIntoView({ block: 'nearest' })
  }

  press (event) {
    if (this.list.hidden || event.isComposing) return
    const { length } = this.options
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) this.mark((this.marked + step + length + (this.marked < 0 && step < 0 ? 1 : 0)) % length)
    else if (event.key === 'Escape') this.close()
    else if (event.key === 'Enter' && this.marked >= 0) this.choose(this.options[this.marked])
    else return
    event.preventDefault()
  }

  choose (option) {
    const { begun, box } = this
    if (!option || begun === undefined) return
    const caret = box.selectionStart
    box.setRangeText(`${option.textContent} `, caret - begun.length, caret, 'end')
    this.close()
    box.focus()
    box.dispatchEvent(new Event('input', { bubbles: true })) // it is counted, and kept as a draft
  }
}

for (const list of document.querySelectorAll('[data-people]')) new People(list)
