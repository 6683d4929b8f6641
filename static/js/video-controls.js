// Our own buttons for the call: native, labelled, reachable without entering the frame. What they
// show is what the frame last said, never what was pressed.
import { muteFromBeside } from './video-beside.js'

const TOGGLES = Object.freeze({
  microphone: { command: 'toggleAudio', isMuted: 'isAudioMuted', event: 'audioMuteStatusChanged' },
  camera: { command: 'toggleVideo', isMuted: 'isVideoMuted', event: 'videoMuteStatusChanged' }
})

const CAPTIONS_MS = 10_000 // until captions that were asked for must have begun
// What a way of joining does not have. In the room a second open microphone is an echo for everybody.
const LACKS = Object.freeze({
  in_room: ['microphone', 'camera'],
  listener: ['microphone', 'camera', 'mute-all'],
  remote_low: ['rows'],
  remote_sound: ['rows', 'camera']
})

export class VideoControls {
  #group
  #say
  #heard
  #bridge = null
  #asked = new Map()
  #last = new Map()
  #busy = new Set()
  #isTranscribing = false
  #captionsLimit

  // `say(word)` tells the person something; `leave()` is called when they press Leave, `heard()` when
  // the frame has said whether a device is on.
  constructor (group, { say, leave, heard }) {
    this.#group = group
    this.#say = say
    this.#heard = heard
    this.#enable(false)
    group?.addEventListener('click', (event) => {
      const name = event.target.closest('[data-video-do]')?.dataset.videoDo
      if (name === 'leave') leave()
      else if (name && this.#bridge) this.#press(name)
    })
    const all = this.#button('mute-all')
    if (all) muteFromBeside(all, () => this.#bridge !== null && this.#muteAll())
  }

  get first () {
    return this.#group?.querySelector('button:not([hidden])')
  }

  // How it stood when the call was last heard: what is asked for again after a loss.
  isOn (name) {
    return this.#last.get(name) ?? true
  }

  // Turns a device on or off, if it is not so already. The frame may still refuse.
  async set (name, on) {
    try {
      if (this.#bridge) await this.#toggle(name, on)
    } catch {
      this.#say('not_done')
    }
  }

  // Shows the buttons that this way of joining has.
  offer (mode) {
    for (const button of this.#buttons()) button.hidden = (LACKS[mode] ?? []).includes(button.dataset.videoDo)
  }

  show (shown) {
    if (this.#group) this.#group.hidden = !shown
  }

  // Listens to this frame from now on; the buttons work once `start()` says that the call stands.
  attach (bridge) {
    for (const [name, toggle] of Object.entries(TOGGLES)) {
      bridge.on(toggle.event, ({ muted }) => this.#mirror(name, !muted))
    }
    bridge.on('tileViewChanged', ({ enabled }) => this.#mark('rows', enabled))
    bridge.on('transcribingStatusChanged', ({ on }) => this.#transcribing(on))
    bridge.on('transcriptionChunkReceived', () => this.#transcribing(true))
  }

  start (bridge) {
    this.#bridge = bridge
    this.#enable(true)
    for (const [name, { isMuted }] of Object.entries(TOGGLES)) {
      bridge.request(isMuted).then((muted) => this.#hear(name, !muted), () => {})
    }
  }

  stop () {
    this.#bridge = null
    this.#isTranscribing = false
    clearTimeout(this.#captionsLimit)
    this.#asked.clear()
    this.#enable(false)
    for (const button of this.#buttons()) {
      if (button.hasAttribute('aria-pressed')) this.#mark(button.dataset.videoDo, false)
    }
  }

  #press (name) {
    const wanted = !this.#isOn(name)
    if (name === 'rows') this.#bridge.command('setTileView', wanted)
    else if (name === 'captions') this.#captions(wanted)
    else if (name === 'mute-all') this.#muteAll()
    else this.set(name, wanted)
  }

  // Jitsi leaves whoever says it as they are, and mutes nobody for good.
  #muteAll () {
    this.#bridge.command('muteEveryone', 'audio')
    this.#button('mute-all').closest('details')?.removeAttribute('open')
    this.#say('muted_all')
    return true
  }

  // Jitsi sends no event for a person's own captions: the wish is the state, until it turns out
  // that nobody writes them.
  #captions (wanted) {
    this.#bridge.command('setSubtitles', wanted, wanted)
    this.#mark('captions', wanted)
    clearTimeout(this.#captionsLimit)
    if (!wanted || this.#isTranscribing) return
    this.#captionsLimit = setTimeout(() => this.#captionsFailed(), CAPTIONS_MS)
  }

  #transcribing (on) {
    this.#isTranscribing = on
    if (on) clearTimeout(this.#captionsLimit)
    else if (this.#isOn('captions')) this.#captionsFailed()
  }

  #captionsFailed () {
    this.#bridge?.command('setSubtitles', false, false)
    this.#mark('captions', false)
    this.#say('captions_failed')
  }

  // A toggle sent twice undoes itself, and the frame has buttons too: ask first how things stand.
  async #toggle (name, wanted) {
    const { command, isMuted } = TOGGLES[name]
    const bridge = this.#bridge
    if (this.#busy.has(name)) return
    this.#busy.add(name)
    const muted = await bridge.request(isMuted).finally(() => this.#busy.delete(name))
    if (bridge !== this.#bridge) return
    if (muted !== wanted) return this.#mark(name, wanted)
    this.#asked.set(name, wanted)
    bridge.command(command)
  }

  // A change that the person asked for is told by the button they are on; any other is spoken.
  #mirror (name, on) {
    const changed = this.#isOn(name) !== on
    const asked = this.#asked.get(name) === on
    this.#asked.delete(name)
    this.#hear(name, on)
    if (changed && !asked && this.#bridge) this.#say(`${name}_${on ? 'on' : 'off'}`)
  }

  #hear (name, on) {
    this.#last.set(name, on)
    this.#mark(name, on)
    this.#heard?.()
  }

  #isOn (name) {
    return this.#button(name)?.getAttribute('aria-pressed') === 'true'
  }

  #mark (name, on) {
    this.#button(name)?.setAttribute('aria-pressed', String(on))
  }

  // Not `disabled`: that would take the focus away from whoever is on the button.
  #enable (enabled) {
    for (const button of this.#buttons()) {
      if (button.dataset.videoDo !== 'leave') button.setAttribute('aria-disabled', String(!enabled))
    }
  }

  #button (name) {
    return this.#group?.querySelector(`[data-video-do="${name}"]`)
  }

  #buttons () {
    return this.#group?.querySelectorAll('[data-video-do]') ?? []
  }
}
