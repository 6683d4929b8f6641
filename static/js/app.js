// The one script bundle. Each behaviour is a module of its own; pages work without any of them.
import './enhance.js'
import './requests.js'
import './moments.js'
import './print.js'
import './live.js'
import './meeting.js'
import './video.js'
import './passkeys.js'
