// How long the call waits for what, and what each of its states means.

export const RETRY_AFTER_MS = Object.freeze([1_000, 3_000, 9_000])
// A call that has stood this long was a good one: the next loss has three tries again.
export const STEADY_MS = 30_000
export const HANGUP_MS = 2_000
// The second loss in a row says that the line does not carry what was chosen.
export const WEAK_AFTER = 2
// Whoever is still looking at themselves gets a new token before the old one, of five minutes, ends.
export const TOKEN_MS = 240_000
// The chair will let this person in; not an error.
export const LOBBY = 'conference.connectionError.membersOnly'
// Jitsi calls these recoverable, by typing a password. Ours recover by a new token.
export const TOKEN_ERRORS = new Set(['connection.passwordRequired', 'conference.connectionError.notAllowed'])
export const OUT_OF_IT = new Set(['idle', 'failed', 'apart'])
export const IN_A_CALL = new Set(['joining', 'joined', 'waiting', 'lost'])

// Why the page itself says that nobody of this person's kind is in the call now.
export const apart = () => document.querySelector('[data-video-apart]')?.dataset.videoApart
