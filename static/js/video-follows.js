// How the call follows the meeting: the floor, the hands, who is large. Each part reads the page when it
// is drawn anew, and says something to this page's own frame only.
import { VideoFloor, floorNow } from './video-floor.js'
import { VideoHands } from './video-hands.js'
import { Microphones } from './video-microphones.js'
import { VideoPeople } from './video-people.js'
import { VideoPins } from './video-pins.js'

export class VideoFollows {
  #people = new VideoPeople(() => {
    this.#pins.align()
    this.#microphones.tell()
  })

  #microphones
  #floor
  #hands
  #pins
  #ticket = {}

  constructor (section, { say, controls }) {
    this.#floor = new VideoFloor(section.querySelector('[data-video-floor]'), { say, controls, people: this.#people })
    this.#hands = new VideoHands({ say })
    const address = section.dataset.joinUrl ?? section.querySelector('[data-video-join]').action
    this.#microphones = new Microphones(address, () => (
      { ...this.#people.microphones(), [this.#ticket.participant_id]: controls.isOn('microphone') }
    ))
    this.#pins = new VideoPins(section.querySelector('[data-video-large]'), { people: this.#people, floorNow })
    document.addEventListener('stream:drawn', () => this.align())
  }

  attach (bridge, ticket) {
    this.#ticket = ticket
    this.#people.attach(bridge)
    this.#hands.attach(bridge)
  }

  // `me` is what the frame calls this person.
  start (bridge, me) {
    const { moderates = false, known, config, listens } = this.#ticket
    const silent = Boolean(config?.startSilent || listens)
    this.#floor.start(bridge, { moderates, silent })
    if (!silent) this.#hands.start(bridge, me)
    this.#pins.start(bridge, known)
    this.#microphones.start()
  }

  stop () {
    for (const part of [this.#floor, this.#hands, this.#pins, this.#microphones]) part.stop()
  }

  align () {
    for (const part of [this.#floor, this.#hands, this.#pins]) part.align()
  }

  // The person's own microphone or camera is on, or off.
  heard () {
    this.#floor.align()
    this.#microphones.tell()
  }
}
