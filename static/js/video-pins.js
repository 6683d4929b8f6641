// Who is large in my own frame, as I chose: whoever has the floor, or the interpreter. What I pin in the
// frame myself stays until the next one is called.

// Whom each kind means in this call, by the frame's ids. `known` holds the numbers that came with the token;
// those of the room's devices stand on the page, because one may be let in later.
const WHO = Object.freeze({
  speaker: ({ people, floor }) => people.of(floor.person),
  interpreter: ({ people, known }) => all(people, known.interpreter),
  room: ({ people, floor }) => alone(all(people, floor.devices))
})

const all = (people, persons = []) => persons.flatMap((person) => people.of(person))

// With two devices nobody knows at which of them somebody sits: the frame follows whom it hears.
const alone = (ids) => ids.length === 1 ? ids : []

// The kinds that are looked for, the first that is there is large. In the room nobody has a frame of
// their own: the device of the room stands for them.
function kinds (choice, floor) {
  if (choice === 'interpreter') return ['interpreter']
  if (choice !== 'speaker' || !floor.turn) return []
  return floor.way === 'room' ? ['room'] : ['speaker']
}

export class VideoPins {
  #choice
  #people
  #floorNow
  #known = {}
  #bridge = null
  #pinned

  constructor (choice, { people, floorNow }) {
    this.#choice = choice
    this.#people = people
    this.#floorNow = floorNow
    choice?.form.addEventListener('submit', () => this.align())
  }

  start (bridge, known = {}) {
    this.#bridge = bridge
    this.#known = known
    this.#pinned = undefined
    this.align()
  }

  stop () {
    this.#bridge = null
  }

  align () {
    if (!this.#bridge) return
    const about = { people: this.#people, known: this.#known, floor: this.#floorNow() }
    const [wanted] = kinds(this.#choice?.value, about.floor).flatMap((kind) => WHO[kind](about))
    if (wanted === this.#pinned) return
    this.#pinned = wanted
    this.#bridge.command('pinParticipant', ...(wanted ? [wanted] : []))
  }
}
