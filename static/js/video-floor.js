// One floor, in the call too. Who has it stands on the page, drawn by the server; each page acts on its
// own frame. Whoever gets the floor is asked to turn their microphone on, never made to; when their turn
// is over, their page turns it off. A moderator's page does so for a page that did not.

const GRACE_MS = 3_000
const DEVICE_MS = 10_000 // until a microphone that was asked for is on: the browser may ask the person first

// What the page says now. `turn` names a turn and each time that it goes on after a point; `devices` are those
// of the room, by one of which whoever speaks there is heard.
export function floorNow () {
  const bar = document.querySelector('[data-region="now"]')?.dataset ?? {}
  const { floorTurn: turn = '', floorPerson: person = '', floorWay: way = '', floorRoom: devices = '' } = bar
  return { turn, person, way, devices: devices.split(' '), isMine: turn !== '' && bar.speaker === document.querySelector('[data-me]').dataset.me }
}

export class VideoFloor {
  #part
  #say
  #controls
  #people
  #bridge = null
  #moderates = false
  #before = { turn: '' }
  #asked = '' // the turn for which the sound was played
  #pressed = 0 // when they asked for their microphone, until it is on
  #timer

  // `part` is what the page shows to whoever has the floor, with a button in it.
  constructor (part, { say, controls, people }) {
    this.#part = part
    this.#say = say
    this.#controls = controls
    this.#people = people
    part?.querySelector('button').addEventListener('click', () => {
      this.#pressed = Date.now()
      controls.set('microphone', true)
    })
  }

  // `silent`: in the room, where the microphone of the room is passed on.
  start (bridge, { moderates, silent }) {
    this.#bridge = silent ? null : bridge
    this.#moderates = moderates
    this.align()
  }

  stop () {
    this.#bridge = null
    clearTimeout(this.#timer)
    this.#show(false)
  }

  // The page was drawn anew, or the microphone is on or off.
  align () {
    const [before, now, isOn] = [this.#before, floorNow(), this.#controls.isOn('microphone')]
    this.#before = now
    if (!this.#bridge) return
    if (before.turn && before.turn !== now.turn) this.#over(before, now)
    const isLate = isOn && Date.now() - this.#pressed < DEVICE_MS
    if (isOn) this.#pressed = 0
    if (isOn && (before.isMine || isLate) && !now.isMine) this.#off()
    if (now.isMine && now.turn !== this.#asked && !isOn) this.#ask(now)
    this.#show(now.isMine && !isOn)
  }

  #ask ({ turn }) {
    this.#asked = turn
    this.#say('your_floor')
    cue()
  }

  // Whoever moderates goes on leading the meeting: nobody's page turns their microphone off.
  #off () {
    if (this.#moderates) return
    this.#controls.set('microphone', false)
    this.#say('turn_over')
  }

  #over (before, now) {
    if (!this.#moderates || before.isMine || before.person === now.person) return
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#muteIfHeard(before.person), GRACE_MS)
  }

  #muteIfHeard (person) {
    if (!this.#bridge || floorNow().person === person) return
    for (const id of this.#people.heard(person)) this.#bridge.command('muteRemoteParticipant', id, 'audio')
  }

  // Where the button goes from under the fingers, the focus goes to the one that turns it off again.
  #show (shown) {
    if (!this.#part || this.#part.hidden === !shown) return
    const hadFocus = this.#part.contains(document.activeElement)
    this.#part.hidden = !shown
    if (hadFocus) this.#controls.first?.focus({ preventScroll: true })
  }
}

// Two soft notes. They have pressed Join on this page, so it may sound; where it may not, the words do.
function cue () {
  try {
    const sound = new AudioContext()
    const volume = new GainNode(sound, { gain: 0.08 })
    volume.connect(sound.destination)
    const notes = [660, 880].map((frequency, at) => {
      const note = new OscillatorNode(sound, { frequency })
      note.connect(volume)
      note.start(sound.currentTime + at * 0.18)
      note.stop(sound.currentTime + at * 0.18 + 0.15)
      return note
    })
    notes.at(-1).addEventListener('ended', () => sound.close())
  } catch {
    // No sound here.
  }
}
