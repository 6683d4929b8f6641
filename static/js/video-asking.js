// Asks the portal to let somebody into the call, and the frame not to ask again about their devices.

// Each step that needs nobody's press: the portal's answer, and from the frame's answer to the call.
export const STEP_MS = 20_000

// Back at once, as they were: without Jitsi's page about the devices, and dark if the camera was off.
export function withoutAsking (config, { camera }) {
  return {
    ...config,
    prejoinConfig: { ...config.prejoinConfig, enabled: false },
    prejoinPageEnabled: false,
    startWithVideoMuted: config.startWithVideoMuted || !camera
  }
}

// `over`: they leave the call where else they are in it.
// Answers {ticket}, {elsewhere} when they are asked about that first, or {reason} / {word} of a refusal, or {failed} when another try may help.
export async function askToJoin (url, form, over) {
  const body = new FormData(form)
  body.set('form_key', crypto.randomUUID()) // each asking is a press of its own, and not the last one once more
  if (over) body.set('over', '1')
  const headers = { Accept: 'application/json', ...JSON.parse(document.body.getAttribute('hx-headers') ?? '{}') }
  try {
    const response = await fetch(url, {
      method: 'POST', headers, body, redirect: 'manual', cache: 'no-store', signal: AbortSignal.timeout(STEP_MS)
    })
    if (response.type === 'opaqueredirect' || response.status === 401) return { word: 'sign_in' }
    if (response.ok) return { ticket: await response.json() }
    if (response.status === 409) return { elsewhere: true }
    if (response.status === 429 || response.status >= 500) return { failed: true }
    const { reason } = await response.json().catch(() => ({}))
    return reason ? { reason } : { word: 'refused' }
  } catch {
    return { failed: true }
  }
}
