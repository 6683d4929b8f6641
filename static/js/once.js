// A form that is sent twice does its action once: htmx sends a key with each form, the same one
// until an answer says that it was taken. The server keeps it with the action.
const keys = new WeakMap()

function formOf (event) {
  return event.detail.elt.closest('form') ?? event.detail.elt
}

document.addEventListener('htmx:configRequest', (event) => {
  if (event.detail.verb !== 'post') return
  const form = formOf(event)
  if (!keys.has(form)) keys.set(form, crypto.randomUUID())
  event.detail.parameters.form_key = keys.get(form)
})

document.addEventListener('htmx:afterRequest', (event) => {
  if (event.detail.successful) keys.delete(formOf(event))
})
