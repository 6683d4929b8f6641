// Behaves like a Jitsi Meet frame towards the page around it, without sound, pictures or a server.
// Written from the protocol, not from our bridge, so that the two can disagree. As careless as the
// real one where that matters: it posts to "*" and obeys whoever sends it a command.
const SCOPE = 'jitsi_meet_external_api_0'
const plan = document.body.dataset.plan
const hash = new URLSearchParams(location.hash.slice(1))
const jwt = JSON.parse(hash.get('jwt') ?? '""')
const me = { id: 'f4ce0001', displayName: whoIn(jwt) }
const others = new Map()
const muted = new Map() // the ids of others → whether their microphone is off
const state = { audioMuted: true, videoMuted: false, rows: false, subtitles: false, joined: false }
const shown = { pinned: null, hand: false }
const heard = []
const myId = `frame-${Math.random()}`
let agreed = false

function whoIn (token) {
  return userIn(token)?.name ?? ''
}

function userIn (token) {
  if (!token) return null
  const bytes = Uint8Array.from(atob(token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0))
  return JSON.parse(new TextDecoder().decode(bytes)).context.user
}

function mayModerate () {
  return userIn(jwt)?.moderator === 'true'
}

function post (method, params) {
  parent.postMessage(JSON.stringify({ postis: true, scope: SCOPE, method, params }), '*')
}
const emit = (name, data = {}) => post('message', { type: 'event', data: { name, ...data } })

function draw () {
  const names = state.joined ? [me.displayName, ...others.values()] : []
  const tiles = document.getElementById('tiles')
  tiles.className = state.rows ? 'rows' : ''
  tiles.replaceChildren(...names.map((name) => Object.assign(document.createElement('li'), { textContent: name })))
  const muted = `microphone ${state.audioMuted ? 'off' : 'on'}, camera ${state.videoMuted ? 'off' : 'on'}`
  document.getElementById('told').textContent = state.joined ? `In the call, ${muted}.` : 'Not in the call.'
}

const COMMANDS = {
  'toggle-audio' () { fakeJitsi.mute('audio', !state.audioMuted) },
  'toggle-video' () { fakeJitsi.mute('video', !state.videoMuted) },
  'set-tile-view' ([enabled]) { state.rows = enabled; emit('tile-view-changed', { enabled }) },
  'set-subtitles' ([enabled]) {
    state.subtitles = enabled
    if (enabled && plan !== 'unwritten') emit('transcribing-status-changed', { on: true })
  },
  'video-hangup' () { fakeJitsi.hangUp() },
  'toggle-raise-hand' () { if (plan !== 'no-hands') fakeJitsi.raiseHand(!shown.hand) },
  'pin-participant' ([id]) { if (!id || others.has(id)) shown.pinned = id ?? null },
  // Of others only a moderator's frame mutes anybody; nobody's turns a microphone on.
  'mute-remote-participant' ([id, kind]) {
    if (id === me.id) fakeJitsi.mute(kind, true)
    else if (mayModerate()) fakeJitsi.muteOther(id, true)
  },
  'mute-everyone' () {
    if (mayModerate()) for (const id of others.keys()) fakeJitsi.muteOther(id, true)
  }
}
const REQUESTS = {
  'is-audio-muted': () => state.audioMuted,
  'is-video-muted': () => state.videoMuted
}

function obey ({ type, id, data }) {
  heard.push(data.name)
  if (type === 'event') COMMANDS[data.name]?.(data.data)
  if (type === 'request' && plan !== 'deaf') {
    const known = REQUESTS[data.name]
    post('message', { type: 'response', id, ...(known ? { result: known() } : { error: 'No such request' }) })
  }
  draw()
}

// What a test, or somebody trying things out, may make happen. Names as people would say them.
const fakeJitsi = {
  jwt,
  state,
  shown,
  muted,
  heard,
  room: location.pathname.slice(1),
  config: Object.fromEntries([...hash].filter(([k]) => k.startsWith('config.')).map(([k, v]) => [k.slice(7), JSON.parse(v)])),
  join () {
    document.getElementById('prejoin').hidden = true
    state.joined = true
    emit('video-conference-joined', { roomName: fakeJitsi.room, id: me.id, displayName: me.displayName, breakoutRoom: false })
    draw()
  },
  // The connection is gone: the frame says that it left, and nothing more.
  drop () { state.joined = false; emit('video-conference-left', { roomName: fakeJitsi.room }); draw() },
  // The person hung up in the frame, or was told to by the page: it says so and wants to be closed.
  hangUp () { if (state.joined) fakeJitsi.drop(); emit('video-ready-to-close') },
  fail (name = 'connection.droppedError', more = { isFatal: true }) {
    emit('error-occurred', { error: { name, type: name.split('.')[0].toUpperCase(), message: '', ...more } })
  },
  throwOut () {
    emit('participant-kicked-out', { kicked: { id: me.id, local: true }, kicker: { id: 'f4ce0002' } })
    fakeJitsi.drop()
  },
  mute (kind, muted) {
    state[`${kind}Muted`] = muted
    emit(`${kind}-mute-status-changed`, { muted })
    draw()
  },
  // `person` is the number in their token: the host passes it on. A name is whatever somebody typed.
  enter (id, displayName, person) {
    others.set(id, displayName)
    const userContext = person && { id: person, name: displayName }
    emit('participant-joined', { id, displayName, formattedDisplayName: displayName, userContext })
    fakeJitsi.muteOther(id, true)
    draw()
  },
  moderate (id) { emit('participant-role-changed', { id, role: 'moderator' }) },
  exit (id) { others.delete(id); emit('participant-left', { id }); draw() },
  muteOther (id, isMuted) {
    if (muted.get(id) !== isMuted) emit('participant-muted', { id, isMuted, mediaType: 'audio' })
    muted.set(id, isMuted)
  },
  // The button in the frame, or the command of the page: the frame tells of both alike.
  raiseHand (up) {
    shown.hand = up
    emit('raise-hand-updated', { id: me.id, handRaised: up ? Date.now() : 0 })
  },
  emit
}
window.fakeJitsi = fakeJitsi

function begin () {
  if (plan === 'fail') fakeJitsi.fail('connection.passwordRequired', { recoverable: true })
  else if (plan === 'lobby') fakeJitsi.fail('conference.connectionError.membersOnly', { recoverable: true })
  else if (plan === 'stuck') emit('prejoin-screen-loaded')
  else if (plan === 'prejoin' && fakeJitsi.config.prejoinConfig.enabled) document.getElementById('prejoin').hidden = false
  else fakeJitsi.join()
}

if (plan !== 'silent') {
  const repeat = setInterval(() => post('__ready__', myId), 50)
  addEventListener('message', ({ data }) => {
    if (typeof data !== 'string' || !data.startsWith('{"postis":true')) return
    const { scope, method, params } = JSON.parse(data)
    if (scope !== SCOPE) return
    if (method === 'message') obey(params)
    else if (method === '__ready__' && params !== myId) post('__ready__', params)
    else if (method === '__ready__' && !agreed) {
      agreed = true
      clearInterval(repeat)
      // Two turns of the loop later the page around has had its own echo.
      setTimeout(begin, 100)
    }
  })
}
document.getElementById('prejoin').addEventListener('click', fakeJitsi.join)
draw()
