// Joins the call of a meeting and joins again when it is lost. Without this script the Join form is
// posted as it stands and the answer says what to do. The markup it expects: decision 0006.
import { JitsiBridge } from './jitsi-bridge.js'
import { askToJoin, STEP_MS, withoutAsking } from './video-asking.js'
import { Elsewhere } from './video-elsewhere.js'
import { VideoControls } from './video-controls.js'
import { VideoFollows } from './video-follows.js'
import { Listens } from './video-listens.js'
import { sizes } from './video-sizes.js'
import {
  apart, HANGUP_MS, IN_A_CALL, LOBBY, OUT_OF_IT, RETRY_AFTER_MS, STEADY_MS, TOKEN_ERRORS, TOKEN_MS, WEAK_AFTER
} from './video-states.js'
import { Stay } from './video-stay.js'
import { OneTab } from './video-tabs.js'
import { Waits } from './video-waits.js'
import { Way } from './video-way.js'

class Video {
  #section
  #form
  #help
  #words
  #controls
  #follows
  #way
  #tab
  #elsewhere
  #stay
  #listens = new Listens()
  #bridge = null
  #tries = 0
  #wait = new Waits()
  // Once they were in the call, nobody is asked again about camera and microphone.
  #hasBeenIn = false
  // They were taken out of the call a moment ago, which the page may explain a moment later.
  #isTakenOut = false
  #camera = true
  // Whether they said that they leave the call where else they are in it, or left it here a moment ago.
  #over = false
  // What else to say once they are in the call: why it is not as they chose.
  #aside = ''
  // Raised whenever what is under way no longer counts.
  #turn = 0

  constructor (section) {
    this.#section = section
    this.#form = this.#part('join')
    this.#help = this.#part('help')
    this.#words = JSON.parse(section.dataset.words)
    const say = (word) => this.#say(this.#words[word])
    this.#controls = new VideoControls(this.#part('controls'), {
      say, leave: () => this.#leave(), heard: () => this.#follows.heard()
    })
    this.#follows = new VideoFollows(section, { say, controls: this.#controls })
    sizes(section)
    document.addEventListener('stream:drawn', () => this.#standApart())
    const name = this.#address
    this.#way = new Way(this.#form, section.dataset.person)
    this.#tab = new OneTab(`video ${name}`, { lost: () => this.#stop('idle', this.#words.moved) })
    this.#stay = new Stay(`${name} ${section.dataset.person ?? ''}`, this.#part('stay'), () => ({ way: this.#way.value, camera: this.#hasCameraOn }))
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault()
      this.#press()
    })
    this.#elsewhere = new Elsewhere(section, this.#form, { here: () => this.#press({ over: true }) })
    this.#state = 'idle'
    this.#comeBack()
  }

  get #address () { return this.#section.dataset.joinUrl ?? this.#form.action }

  get #state () { return this.#section.dataset.videoState }
  set #state (name) { this.#section.dataset.videoState = name }

  get #hasCameraOn () { return this.#listens.is ? this.#camera : this.#controls.isOn('camera') }

  #part (name) { return this.#section.querySelector(`[data-video-${name}]`) }

  // Shown beside the frame, and spoken once through the page's polite announcer.
  #say (text) {
    for (const place of [this.#part('status'), document.getElementById('announce-polite')]) {
      if (place) place.textContent = text
    }
  }

  // One press, one call: also while the other tabs are asked, and while the portal has not answered.
  async #press ({ over = false } = {}) {
    if (!OUT_OF_IT.has(this.#state)) return
    this.#state = 'asking'
    this.#over = over || this.#elsewhere.hasJustLeft
    const mayBeHere = await this.#tab.take({ over: over || !this.#elsewhere.canAsk })
    this.#elsewhere.ask(!mayBeHere)
    if (mayBeHere) this.#begin()
    else this.#state = 'idle'
  }

  #begin () {
    this.#tries = 0
    this.#isTakenOut = false
    this.#help.hidden = true
    this.#join(this.#words.joining)
  }

  // The page was loaded again while they were in the call.
  #comeBack () {
    const before = this.#stay.taken()
    if (!before) return
    this.#way.value = before.way
    this.#hasBeenIn = true
    this.#camera = before.camera
    this.#press()
  }

  async #join (text) {
    const turn = ++this.#turn
    this.#state = 'joining'
    this.#say(text)
    this.#listens.ask()
    const answer = await askToJoin(this.#address, this.#form, this.#over || this.#hasBeenIn)
    if (turn !== this.#turn) return
    if (answer.ticket) this.#mount(answer.ticket, turn)
    else if (answer.elsewhere) this.#stop('idle', '', { asks: true })
    else if (answer.failed) this.#lose()
    else if (apart()) this.#goApart()
    else this.#stop('idle', answer.reason ?? this.#words[answer.word])
  }

  #mount (ticket, turn) {
    const { origin, room, jwt, config: given, title, mode } = ticket
    const config = this.#hasBeenIn ? withoutAsking(given, { camera: this.#camera }) : given
    this.#listens.take(ticket)
    this.#camera &&= this.#hasBeenIn || !ticket.listens
    this.#dispose()
    const bridge = new JitsiBridge({ origin, room, jwt, config, title, parent: this.#part('frame') })
    this.#bridge = bridge
    this.#controls.attach(bridge)
    this.#follows.attach(bridge, ticket)
    this.#controls.offer(ticket.listens ? 'listener' : mode)
    if (ticket.listens) this.#aside = this.#words.part_listens
    else if (mode === 'in_room' && this.#way.value !== mode) this.#aside = this.#words.in_room
    this.#swap({ joining: false })
    // Whatever an earlier frame still says is about a call that is over.
    const hear = (name, what) => bridge.on(name, (data) => { if (turn === this.#turn) what(data) })
    hear('videoConferenceJoined', ({ id }) => this.#joined(bridge, id))
    hear('videoConferenceLeft', () => this.#lose({ keepFrame: true }))
    hear('readyToClose', () => this.#left())
    hear('participantKickedOut', ({ kicked }) => {
      if (!kicked?.local) return
      if (apart()) return this.#goApart()
      this.#stop('idle', this.#words.removed)
      this.#isTakenOut = true
      this.#wait.begin('why', STEP_MS, () => { this.#isTakenOut = false })
    })
    hear('errorOccurred', (data) => this.#error(data.error ?? data))
    hear('micError', () => this.#say(this.#words.no_microphone))
    hear('cameraError', () => this.#say(this.#words.no_camera))
    bridge.ready.then(
      () => { if (turn === this.#turn && this.#state === 'joining') this.#ready(config.prejoinConfig?.enabled) },
      () => { if (turn === this.#turn) this.#fail('no_answer') }
    )
  }

  // The frame answers. Where it asks about the devices the time is the person's; else it is Jitsi's.
  #ready (asks) {
    if (!asks) return this.#within(() => this.#lose())
    this.#say(this.#words.prepare)
    this.#within(() => {
      this.#say(this.#words.still)
      this.#help.hidden = false
    })
    this.#wait.begin('fresh', TOKEN_MS, () => this.#join(this.#words.prepare))
  }

  #within (otherwise) {
    this.#wait.begin('limit', STEP_MS, () => { if (this.#state === 'joining') otherwise() })
  }

  #joined (bridge, id) {
    this.#state = 'joined'
    this.#hasBeenIn = true
    this.#help.hidden = true
    this.#wait.end('limit', 'fresh', 'next')
    this.#say(this.#aside ? `${this.#words.joined} ${this.#aside}` : this.#words.joined)
    this.#stay.begin()
    this.#controls.start(bridge)
    this.#follows.start(bridge, id)
    this.#wait.begin('steady', STEADY_MS, () => { this.#tries = 0 })
  }

  #error ({ name, isFatal }) {
    if (name === LOBBY) {
      this.#state = 'waiting'
      this.#wait.end('limit', 'fresh') // who waits for the chair has logged in, and needs no newer token
      this.#say(this.#words.waiting)
    } else if (isFatal || TOKEN_ERRORS.has(name)) {
      this.#lose()
    } else if (this.#state === 'joining') {
      this.#say(this.#words.no_answer)
      this.#help.hidden = false
      this.#within(() => this.#fail('no_answer')) // Jitsi may yet manage; if not, the button is there again
    }
  }

  // Also a host that says nothing for 20 seconds: it will not be better for being asked three times more.
  #fail (word) {
    // The host may think for a while that they are there still, and nobody is asked about that.
    this.#stop('failed', this.#words[word], { hasBeenIn: this.#hasBeenIn })
    this.#help.hidden = false
  }

  // Joins again after a while, each time with a new token; the portal may then refuse, with a reason.
  // A frame that says "left" is kept meanwhile: if the person hung up in it, it says so at once after.
  #lose ({ keepFrame = false } = {}) {
    if (this.#state === 'lost') return
    this.#rest()
    if (!keepFrame) {
      this.#turn++
      this.#dispose()
    }
    const wait = RETRY_AFTER_MS[this.#tries++]
    if (wait === undefined) return this.#fail('failed')
    if (this.#hasBeenIn && this.#tries === WEAK_AFTER) this.#aside = this.#words[this.#way.lighten()] ?? this.#aside
    this.#state = 'lost'
    if (!keepFrame) this.#say(this.#words.lost)
    this.#wait.begin('next', wait, () => { this.#dispose(); this.#join(this.#words.lost) })
  }

  // The page was drawn anew: out of the call for as long as it says so, then back without a press.
  #standApart () {
    if (!apart()) {
      if (this.#state === 'apart') this.#press()
      else if (this.#listens.isOver() && (IN_A_CALL.has(this.#state) || this.#isTakenOut)) this.#change()
    } else if (IN_A_CALL.has(this.#state) || this.#isTakenOut) {
      this.#goApart()
    }
  }

  #goApart () {
    this.#stop('apart', this.#words[`apart_${apart()}`], { hasBeenIn: this.#hasBeenIn || this.#isTakenOut })
  }

  // Out and in again, with a token of the other kind.
  #change () {
    this.#stop('apart', '', { hasBeenIn: this.#hasBeenIn || this.#isTakenOut })
    this.#press({ over: true })
  }

  // The person pressed Leave: the frame is told, and given a moment to say goodbye to the others.
  #leave () {
    if (this.#state !== 'joined') return this.#left()
    this.#bridge.command('hangup')
    const turn = ++this.#turn
    const close = () => { if (turn === this.#turn) this.#left() }
    this.#bridge.on('readyToClose', close)
    this.#wait.begin('next', HANGUP_MS, close)
  }

  #left () { this.#stop('idle', this.#words.left); this.#elsewhere.left() }

  #stop (state, text, { asks = false, hasBeenIn = false } = {}) {
    this.#turn++
    this.#rest()
    this.#hasBeenIn = hasBeenIn
    this.#isTakenOut = false
    this.#aside = ''
    this.#stay.end()
    this.#tab.free()
    this.#dispose()
    this.#state = state
    this.#swap({ joining: true })
    this.#elsewhere.ask(asks) // on another device of theirs
    this.#say(text)
  }

  // There is no call for now; how the camera was is kept for the way back.
  #rest () {
    this.#wait.end('next', 'steady', 'limit', 'fresh')
    if (this.#hasBeenIn) this.#camera = this.#hasCameraOn
    this.#controls.stop()
    this.#follows.stop()
  }

  #dispose () {
    this.#wait.end('limit', 'fresh')
    this.#bridge?.dispose()
    this.#bridge = null
  }

  // Shows the form or the buttons. The focus is moved only where hiding would have lost it.
  #swap ({ joining }) {
    const leaving = joining ? this.#part('controls') : this.#form
    const hadFocus = leaving?.contains(document.activeElement)
    this.#form.hidden = !joining
    this.#controls.show(!joining)
    const next = joining ? this.#form.querySelector('button') : this.#controls.first
    if (hadFocus) next?.focus({ preventScroll: true })
  }
}

for (const section of document.querySelectorAll('[data-video]')) new Video(section)
