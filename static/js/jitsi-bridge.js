// Speaks to a Jitsi Meet frame. Ours, so that no script of the video host runs in our origin
// (decision 0006). The frame itself checks nobody's origin, so every check is made here.

// Names on the wire, as Jitsi spells them. It renames without an alias: compare at each new release.
export const COMMANDS = Object.freeze({
  hangup: 'video-hangup',
  muteEveryone: 'mute-everyone',
  muteRemoteParticipant: 'mute-remote-participant',
  pinParticipant: 'pin-participant',
  setSubtitles: 'set-subtitles',
  setTileView: 'set-tile-view',
  toggleAudio: 'toggle-audio',
  toggleRaiseHand: 'toggle-raise-hand',
  toggleVideo: 'toggle-video'
})
export const EVENTS = Object.freeze({
  'audio-mute-status-changed': 'audioMuteStatusChanged',
  'camera-error': 'cameraError',
  'error-occurred': 'errorOccurred',
  'mic-error': 'micError',
  'participant-joined': 'participantJoined',
  'participant-kicked-out': 'participantKickedOut',
  'participant-left': 'participantLeft',
  'participant-muted': 'participantMuted',
  'participant-role-changed': 'participantRoleChanged',
  'raise-hand-updated': 'raiseHandUpdated',
  'tile-view-changed': 'tileViewChanged',
  'transcribing-status-changed': 'transcribingStatusChanged',
  'transcription-chunk-received': 'transcriptionChunkReceived',
  'video-conference-joined': 'videoConferenceJoined',
  'video-conference-left': 'videoConferenceLeft',
  'video-mute-status-changed': 'videoMuteStatusChanged',
  'video-ready-to-close': 'readyToClose'
})
export const REQUESTS = Object.freeze({
  isAudioMuted: 'is-audio-muted',
  isVideoMuted: 'is-video-muted'
})

const SCOPE = 'jitsi_meet_external_api_0'
const READY = '__ready__'
const HANDSHAKE_MS = 20_000
const REQUEST_MS = 5_000
const ALLOW = [
  'autoplay', 'camera', 'clipboard-write', 'compute-pressure', 'display-capture', 'fullscreen',
  'hid', 'microphone', 'screen-wake-lock', 'speaker-selection'
].join('; ')

// The token goes into the hash only: what follows # is sent to no server and stands in no log.
export function frameAddress ({ origin, room, jwt, config }) {
  const parts = ['jitsi_meet_external_api_id=0', `jwt=${encodeURIComponent(JSON.stringify(jwt))}`]
  for (const [name, value] of Object.entries(config)) {
    parts.push(`config.${name}=${encodeURIComponent(JSON.stringify(value))}`)
  }
  return `${origin}/${encodeURIComponent(room)}#${parts.join('&')}`
}

export class JitsiBridge {
  #origin
  #frame
  #listeners = new Map()
  #requests = new Map()
  #lastRequest = 0
  #myId = `${Date.now()}${Math.random()}`
  #timers = new Set()
  #connected = false
  #disposed = false
  #settle

  // `parent` is the element that gets the frame, `title` what a screen reader calls it.
  // `ready` resolves when the frame has answered, and rejects after 20 seconds or on dispose().
  constructor ({ origin, room, jwt, config, parent, title }) {
    this.#origin = origin
    this.ready = new Promise((resolve, reject) => { this.#settle = { resolve, reject } })
    this.ready.catch(() => {}) // whoever waits for it hears of it; nobody must
    window.addEventListener('message', this.#receive)
    this.#after(HANDSHAKE_MS, () => this.#settle.reject(new Error('The video frame did not answer.')))
    this.#frame = document.createElement('iframe')
    this.#frame.title = title
    this.#frame.allow = ALLOW
    this.#frame.referrerPolicy = 'no-referrer'
    this.#frame.className = 'app-video__frame'
    this.#frame.src = frameAddress({ origin, room, jwt, config })
    parent.append(this.#frame)
  }

  // Calls `listener(data)` for each event of this name, as our table spells it.
  on (name, listener) {
    if (!Object.values(EVENTS).includes(name)) throw new TypeError(`No such event: ${name}`)
    this.#listeners.set(name, [...(this.#listeners.get(name) ?? []), listener])
  }

  // Tells the frame to do something; an event says whether it did. Before the frame is ready: nothing.
  command (name, ...data) {
    if (!Object.hasOwn(COMMANDS, name)) throw new TypeError(`No such command: ${name}`)
    if (this.#connected) this.#post('message', { type: 'event', data: { name: COMMANDS[name], data } })
  }

  // Asks the frame; the promise rejects when it refuses or has not answered within 5 seconds.
  async request (name) {
    if (!Object.hasOwn(REQUESTS, name)) throw new TypeError(`No such request: ${name}`)
    if (!this.#connected) throw new Error('The video frame is not ready.')
    const id = ++this.#lastRequest
    return new Promise((resolve, reject) => {
      const timer = this.#after(REQUEST_MS, () => this.#answer({ id, error: 'No answer.' }))
      this.#requests.set(id, { resolve, reject, timer })
      this.#post('message', { type: 'request', id, data: { name: REQUESTS[name] } })
    })
  }

  // Takes the frame away and forgets it. May be called twice.
  dispose () {
    if (this.#disposed) return
    this.#disposed = true
    this.#connected = false
    window.removeEventListener('message', this.#receive)
    for (const id of [...this.#requests.keys()]) this.#answer({ id, error: 'The frame was closed.' })
    for (const timer of this.#timers) clearTimeout(timer)
    this.#listeners.clear()
    this.#frame.remove()
    this.#settle.reject(new Error('The video frame was closed.'))
  }

  #after (wait, what) {
    const timer = setTimeout(() => { this.#timers.delete(timer); what() }, wait)
    this.#timers.add(timer)
    return timer
  }

  #post (method, params) {
    const text = JSON.stringify({ postis: true, scope: SCOPE, method, params })
    this.#frame.contentWindow?.postMessage(text, this.#origin)
  }

  #receive = (event) => {
    if (event.origin !== this.#origin || event.source !== this.#frame.contentWindow) return
    const message = parse(event.data)
    if (message?.postis !== true || message.scope !== SCOPE) return
    if (message.method === READY) this.#shakeHands(message.params)
    else if (message.method === 'message') this.#hear(message.params)
  }

  // Each side sends its own id until the other has echoed it. We speak second: before the frame has
  // spoken it may still be an empty page of our own origin. A frame that reloads starts again.
  #shakeHands (id) {
    if (id === this.#myId) {
      this.#connected = true
      this.#settle.resolve()
      return
    }
    this.#post(READY, id)
    if (!this.#connected) this.#post(READY, this.#myId)
  }

  #hear (params) {
    if (params?.type === 'response') this.#answer(params)
    if (params?.type !== 'event' || typeof params.data?.name !== 'string') return
    const { name, ...data } = params.data
    if (!Object.hasOwn(EVENTS, name)) return
    for (const listener of this.#listeners.get(EVENTS[name]) ?? []) listener(data)
  }

  #answer ({ id, result, error }) {
    const waiting = this.#requests.get(id)
    if (!waiting) return
    this.#requests.delete(id)
    clearTimeout(waiting.timer)
    this.#timers.delete(waiting.timer)
    if (error) waiting.reject(new Error(String(error)))
    else waiting.resolve(result)
  }
}

function parse (text) {
  try {
    return typeof text === 'string' ? JSON.parse(text) : null
  } catch {
    return null
  }
}
