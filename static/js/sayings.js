// What a screen reader hears of a region that was drawn again: what changed in it, and nothing else.
// A region says each thing apart: data-say-item, data-say-speaker. What is new in a list says so
// in its own words: <li id="hand-7" data-say-new="Doreen wants to speak.">
import { announce } from './announce.js'

// What is news for everybody; the rest concerns whoever looks: an item, a wording, a result.
const ALL = ['saySpeaker', 'saySlide', 'sayContribution', 'sayQuorum']
const TURN = ['sayRequest', 'sayEnd']

const isSaying = (name) => name.startsWith('say')

/** All that the region has to say now, by name; what stands in its lists by id. */
export function sayings (region) {
  const own = Object.entries(region.dataset).filter(([name]) => isSaying(name))
  const listed = [...region.querySelectorAll('[data-say-new][id]')].map((one) => [`#${one.id}`, one.dataset.sayNew])
  return new Map([...own, ...listed])
}

/** Say what the region says otherwise than `before`; not to `me` what I did, nor what I do not look at. */
export function tellChanges (region, before, me) {
  if (region.closest('[hidden]')) return
  for (const [name, words] of sayings(region)) {
    const [isListed, was] = [name.startsWith('#'), before.get(name)]
    if (isListed ? was !== undefined : was === words) continue
    const whose = isListed ? document.getElementById(name.slice(1)).dataset.person : region.dataset.speaker
    if (whose === me && (isListed || name === 'saySpeaker')) continue
    const reach = ALL.includes(name) ? 'all' : TURN.includes(name) ? 'turn' : 'mine'
    announce(words, false, { about: reach, kind: name })
  }
}
