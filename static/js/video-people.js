// Who is in the call: which of the frame's own ids are whose. People are known by the number that the
// portal put into their token, which Prosody passes on; a name can be typed by anybody, and says nothing.

export class VideoPeople {
  #seen = new Map() // the frame's id → { person, isMuted, moderates }
  #changed

  // `changed()` is called when somebody came, left or was muted.
  constructor (changed) {
    this.#changed = changed
  }

  attach (bridge) {
    this.#seen.clear()
    bridge.on('participantJoined', ({ id, userContext }) => this.#note(id, { person: userContext?.id }))
    bridge.on('participantRoleChanged', ({ id, role }) => this.#note(id, { moderates: role === 'moderator' }))
    bridge.on('participantMuted', ({ id, isMuted, mediaType }) => {
      if (mediaType === 'audio') this.#note(id, { isMuted })
    })
    bridge.on('participantLeft', ({ id }) => {
      this.#seen.delete(id)
      this.#changed()
    })
  }

  // The ids of a person: more than one where they joined in two windows.
  of (person) {
    return [...this.#seen].filter(([, seen]) => person && seen.person === person).map(([id]) => id)
  }

  // Those of them that are heard by everybody, and do not moderate.
  heard (person) {
    return this.of(person).filter((id) => {
      const { isMuted, moderates } = this.#seen.get(id)
      return isMuted === false && !moderates
    })
  }

  // By person, whether any of their microphones is on; without those of whom the frame has not said it.
  microphones () {
    const known = {}
    for (const { person, isMuted } of this.#seen.values()) {
      if (person && isMuted !== undefined) known[person] = known[person] || !isMuted
    }
    return known
  }

  #note (id, what) {
    this.#seen.set(id, { ...this.#seen.get(id), ...what })
    this.#changed()
  }
}
