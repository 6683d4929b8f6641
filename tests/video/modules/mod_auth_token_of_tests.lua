-- What Jitsi's mod_auth_token is to Prosody: the token of the address is kept, and opens at login. Of tests only.
-- Where `login_takes_all` is set everybody gets past it, so that one sees what mod_iag_access does alone.

local formdecode = require "util.http".formdecode;
local sasl = require "util.sasl";
local claims_of = module:require "iag_token";

local login_takes_all = module:get_option_boolean("login_takes_all", false);

local function keep(event)
	local query = event.request.url.query;
	event.session.auth_token = query and formdecode(query).token;
end
module:hook_global("bosh-session", keep);
module:hook_global("websocket-session", keep);

-- A profile that says no is asked again for ever, so that the no is said here.
local function handler_of(session)
	local handler = sasl.new(module.host, { anonymous = function () return true; end });
	if not login_takes_all and not claims_of(session.auth_token) then
		function handler.process() return "failure", "not-authorized", "no good token"; end
	end
	return handler;
end

module:provides("auth", {
	name = "token_of_tests";
	user_exists = function () return true; end;
	get_sasl_handler = handler_of;
});
