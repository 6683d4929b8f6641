// Whose microphone is on, on the page of who is in the video, which stands beside the call: only the frame
// knows, so a page of the same person that is in the call tells it. Without one nothing is said.

const channelOf = (address) => new BroadcastChannel(`microphones ${new URL(address, location).pathname}`)

// On the page with the call, which is joined at `address`: `read()` says it by the number of each person.
export class Microphones {
  #channel
  #read
  #isIn = false

  constructor (address, read) {
    this.#channel = channelOf(address)
    this.#read = read
    this.#channel.addEventListener('message', ({ data }) => { if (data === 'tell') this.tell() })
    addEventListener('pagehide', () => this.stop()) // whoever closes the tab has left the call
  }

  start () {
    this.#isIn = true
    this.tell()
  }

  stop () {
    if (this.#isIn) this.#channel.postMessage({})
    this.#isIn = false
  }

  tell () {
    if (this.#isIn) this.#channel.postMessage(this.#read())
  }
}

function show (list) {
  const channel = channelOf(list.dataset.videoMicrophones)
  channel.addEventListener('message', ({ data }) => {
    if (data === 'tell') return
    for (const place of list.querySelectorAll('[data-microphone-of]')) {
      const isOn = data[place.dataset.microphoneOf]
      place.textContent = isOn === undefined ? '' : ` · ${isOn ? list.dataset.on : list.dataset.off}`
    }
  })
  channel.postMessage('tell')
}

for (const list of document.querySelectorAll('[data-video-microphones]')) show(list)
