// A hand raised in the frame is a hand in the one queue, and the other way round. The queue decides: the
// frame's hand is a wish that the page sends as its own button would, then it shows what the queue says.

const PAUSE_MS = 1_000 // between two commands: a toggle that is sent twice undoes itself
const ANSWER_MS = 4_000 // until what was asked of the queue, or of the frame, has come back
const MOST_WISHES = 6 // within WISHES_MS: whoever plays with the button asks the portal no more
const WISHES_MS = 30_000

// A hand that waits. Words that were handed in are no hand: nobody takes them back by a button in the frame.
function isInQueue () {
  const me = document.querySelector('[data-me]')?.dataset.me
  return Boolean(document.querySelector(`[data-region="queue"] [data-person="${me}"][data-place]:not([data-written])`))
}

export class VideoHands {
  #say
  #bridge = null
  #me
  #isUp = false
  #told = null // what the frame was told last, until it says so
  #wished = null // what the queue was asked, until it shows so
  #wishes = []
  #last = 0
  #timer

  constructor ({ say }) {
    this.#say = say
  }

  attach (bridge) {
    bridge.on('raiseHandUpdated', ({ id, handRaised }) => {
      if (this.#bridge && id === this.#me) this.#hear(Boolean(handRaised))
    })
  }

  // A frame begins with the hand down.
  start (bridge, me) {
    this.stop()
    this.#bridge = bridge
    this.#me = me
    this.#isUp = false
    this.align()
  }

  stop () {
    this.#bridge = null
    this.#told = this.#wished = null
    clearTimeout(this.#timer)
  }

  // The queue was drawn anew: the frame shows what it says, unless it has not heard yet.
  align () {
    if (!this.#bridge) return
    const wanted = isInQueue()
    if (this.#wished !== null && this.#wished !== wanted) return
    this.#wished = null
    if (wanted === this.#isUp || this.#told !== null) return
    const early = this.#last + PAUSE_MS - Date.now()
    if (early > 0) return this.#later(early)
    this.#last = Date.now()
    this.#told = wanted
    this.#bridge.command('toggleRaiseHand')
    this.#later(ANSWER_MS)
  }

  #hear (isUp) {
    this.#isUp = isUp
    const isEcho = this.#told === isUp
    this.#told = null
    if (!isEcho && isUp !== isInQueue()) this.#wish(isUp)
    else this.align()
  }

  #wish (isUp) {
    const form = document.getElementById(isUp ? 'hand-raise' : 'hand-lower')
    this.#wishes = [...this.#wishes.filter((at) => at > Date.now() - WISHES_MS), Date.now()]
    if (!form) this.#say('no_hand')
    if (!form || this.#wishes.length > MOST_WISHES) return this.#later(PAUSE_MS)
    this.#wished = isUp
    form.requestSubmit()
    this.#later(ANSWER_MS)
  }

  // Whatever became of it: the queue decides.
  #later (wait) {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      this.#told = this.#wished = null
      this.align()
    }, wait)
  }
}
