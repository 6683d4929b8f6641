// Passkeys: <form data-passkey="create|get" data-options="…"> asks the browser when it is sent, puts
// the answer into the hidden field and goes on. data-options-url: ask the server for options first.
const bytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0))

const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')

function asked (options) {
  const { publicKey } = options
  publicKey.challenge = bytes(publicKey.challenge)
  if (publicKey.user) publicKey.user.id = bytes(publicKey.user.id)
  for (const list of [publicKey.excludeCredentials, publicKey.allowCredentials]) {
    for (const credential of list || []) credential.id = bytes(credential.id)
  }
  return options
}

function answered (credential) {
  const { response } = credential
  const told = { clientDataJSON: text(response.clientDataJSON) }
  for (const name of ['attestationObject', 'authenticatorData', 'signature', 'userHandle']) {
    if (response[name]) told[name] = text(response[name])
  }
  if (response.getTransports) told.transports = response.getTransports()
  return JSON.stringify({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment || undefined,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: told
  })
}

async function options (form) {
  if (form.dataset.options) return JSON.parse(form.dataset.options)
  const answer = await fetch(form.dataset.optionsUrl, { headers: { Accept: 'application/json' } })
  return (await answer.json()).request_options
}

async function ask (form) {
  const wanted = asked(await options(form))
  if (form.dataset.passkey === 'get') return navigator.credentials.get(wanted)
  const alone = form.elements.passwordless?.checked
  Object.assign(wanted.publicKey.authenticatorSelection, {
    residentKey: alone ? 'required' : 'discouraged',
    requireResidentKey: Boolean(alone),
    ...(alone ? { userVerification: 'required' } : {})
  })
  return navigator.credentials.create(wanted)
}

function say (form, error) {
  const words = { NotAllowedError: 'stopped', AbortError: 'stopped', InvalidStateError: 'known' }
  const line = form.querySelector('[data-passkey-error]')
  line.hidden = false
  line.textContent = form.dataset[words[error.name] || 'missing']
}

for (const form of document.querySelectorAll('form[data-passkey]')) {
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    try {
      form.elements.credential.value = answered(await ask(form))
      form.submit()
    } catch (error) {
      say(form, error)
    }
  })
}
