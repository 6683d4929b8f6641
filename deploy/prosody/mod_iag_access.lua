-- Who may be in the video of a meeting: load it on the MUC component, see README.md beside it.
--
-- At each join it judges the token by itself, then asks the portal whether this person may be in this
-- room now. The portal's "no" holds; its silence does not, and is said in the log. It fixes the name
-- that others see, tells the portal who came and who left, puts out whom the portal names, and gives a
-- device of a room the name that the portal says: the number of people around it changes.

local array = require "util.array";
local async = require "util.async";
local hashes = require "util.hashes";
local http = require "net.http";
local jid = require "util.jid";
local json = require "util.json";
local modulemanager = require "core.modulemanager";
local set = require "util.set";
local st = require "util.stanza";
local throttle = require "util.throttle";
local timer = require "util.timer";

local claims_of = module:require "iag_token";
local muc = module:depends "muc";

local NICK = "http://jabber.org/protocol/nick";
local MUC = "http://jabber.org/protocol/muc";
local JINGLE, SOURCES = "urn:xmpp:jingle:1", "urn:xmpp:jingle:apps:rtp:ssma:0";
local SHOWN_OF_LISTENERS = set.new { "SourceInfo", "jitsi_participant_raisedHand", "status" }; -- what nobody is to see of them
local PICTURES = set.new { "avatar-url", "avatar-id", "email" }; -- as Jitsi names what leads to one
local MAY_JOIN, REPORT = "/video/host/may-join/", "/video/host/report/";
local SOON, LONGEST_PAUSE = 1, 4; -- seconds until what the portal did not hear is told again
local MOST_EVENTS = 200; -- in one report; the rest goes with the next
local LONGEST_NO = 600; -- seconds for which the portal's last "no" holds while it is silent: tokens live five minutes
local VERSION = 3; -- of what it says to the portal, which compares it with its own
-- Jitsi's modules without which a call is not what the portal says of it, by where they are loaded.
local NEEDED = { muc = { "token_verification", "token_affiliation" }; host = { "presence_identity" } };
local CALM, BUSY = 30, 2; -- seconds between reports: while nobody is here, and while somebody is

local function needed(name)
	local value = module:get_option_string(name, "");
	if value == "" then error(name .. " is not set: see deploy/prosody/README.md"); end
	return value;
end

local portal = needed("iag_access_portal"):gsub("/$", "");
local secret = needed "iag_access_system_key";
local exempt = module:get_option_set("iag_access_exempt", {}); -- the focus and the bridge: no person
local time_limit = module:get_option_number("iag_access_time_limit", 3);
local joins_a_minute = module:get_option_number("iag_access_joins_a_minute", 12); -- of one person

local here = {}; -- room -> occupant's address in it -> who they are, and when their token was minted
local events, done = {}, {}; -- not yet told to the portal
local last_no = {}; -- room/person -> when the portal said no, or had them put out
local joins = {}; -- person -> throttle
local is_telling, pause, last_told = false, SOON, 0;

-- Saying something to the portal: signed with the system key, which is no key of a login token. ----------

local function ask(path, content, answered)
	local body, time = json.encode(content), tostring(os.time());
	local signature = hashes.hmac_sha256(secret, time .. "\n" .. path .. "\n" .. body, true);
	local is_over = false;
	local function over(answer, status)
		if is_over then return; end
		is_over = true;
		answered(answer, status);
	end
	http.request(portal .. path, {
		method = "POST"; body = body;
		headers = {
			["Content-Type"] = "application/json"; ["IAG-Time"] = time; ["IAG-Signature"] = signature;
		};
	}, function (text, status)
		over(status == 200 and json.decode(text) or nil, status);
	end);
	timer.add_task(time_limit, function () over(nil, "no answer in " .. time_limit .. " s"); end);
end

-- Joining. -------------------------------------------------------------------------------------------------

local function refuse(event, why)
	module:log("info", "Nobody joins %s with this: %s", jid.bare(event.stanza.attr.to), why);
	event.origin.send(st.error_reply(event.stanza, "auth", "not-allowed", "You cannot join this video now."));
	return true;
end

local function comes_too_often(person)
	joins[person] = joins[person] or throttle.create(joins_a_minute, 60);
	return not joins[person]:poll(1);
end

-- Whether the portal lets this person in now. By person and never by address: a police building has one.
-- Of their token it says when it was minted: the portal takes tokens back.
local function may_join(room, person, issued)
	local wait, answered = async.waiter();
	local answer, status;
	ask(MAY_JOIN, { room = room; person = person; issued = issued }, function (value, code)
		answer, status = value, code;
		answered();
	end);
	wait();
	local key = room .. "/" .. person;
	if answer and answer.may == false then
		last_no[key] = os.time();
		return false;
	elseif answer and answer.may == true then
		last_no[key] = nil;
		return true;
	end
	module:log("warn", "The portal does not say who may join (%s): the token alone decides.", tostring(status));
	return not last_no[key] or os.time() - last_no[key] > LONGEST_NO;
end

-- A picture would be fetched by everybody's browser, from wherever somebody says: that tells others' addresses.
local function with_name(stanza, name)
	stanza:maptags(function (tag)
		if PICTURES:contains(tag.name) then return nil; end
		if tag.name == "nick" and tag.attr.xmlns == NICK then return nil; end
		return tag;
	end);
	stanza:tag("nick", { xmlns = NICK }):text(name):up();
end

-- Who only listens says nothing: no message, no raised hand, and no sound or picture of theirs is offered.
local function listens(event)
	return event.origin.iag_user and event.origin.iag_user.listens;
end

local function without_sources(tag)
	return tag:maptags(function (child)
		if child.attr.xmlns == SOURCES then return nil; end
		return without_sources(child);
	end);
end

local function say_no(event)
	if event.stanza.attr.type ~= "error" then
		event.origin.send(st.error_reply(event.stanza, "auth", "forbidden", "You only listen."));
	end
	return true;
end

local function keep_quiet(event)
	if listens(event) then return say_no(event); end
end

module:hook("message/full", keep_quiet, 100);
module:hook("message/bare", keep_quiet, 100);

-- The focus offers, and they accept without a source of their own; one that is added later is refused.
module:hook("iq/full", function (event)
	local jingle = listens(event) and event.stanza:get_child("jingle", JINGLE);
	if not jingle then return; end
	if jingle.attr.action == "source-add" then return say_no(event); end
	without_sources(jingle);
end, 100);

-- The address in the room at which they are there already.
local function place_of(room_jid, real_jid)
	local room = muc.get_room_from_jid(room_jid);
	local occupant = room and room:get_occupant_by_real_jid(real_jid);
	return occupant and occupant.nick;
end

module:hook("presence/full", function (event)
	local origin, stanza = event.origin, event.stanza;
	local room = jid.node(stanza.attr.to);
	if stanza.attr.type == "error" or exempt:contains(jid.bare(stanza.attr.from)) then return; end
	local place = place_of(jid.bare(stanza.attr.to), stanza.attr.from);
	if place and place ~= stanza.attr.to then return refuse(event, "another address in the room"); end
	if stanza.attr.type == nil and not place then
		local claims, why = claims_of(origin.auth_token, room);
		if not claims then return refuse(event, why); end
		local person = claims.context.user.id;
		if comes_too_often(person) then return refuse(event, "too often"); end
		if not may_join(room, person, claims.iat) then return refuse(event, "the portal said no"); end
		origin.iag_user = {
			id = person; name = claims.context.user.name; issued = claims.iat;
			listens = claims.context.user.listens == "true";
		};
	end
	if origin.iag_user then with_name(stanza, origin.iag_user.name); end
	if listens(event) then
		stanza:maptags(function (tag)
			if SHOWN_OF_LISTENERS:contains(tag.name) then return nil; end
			return tag;
		end);
	end
end, 100);

-- Who joins without a presence to an occupant's address, as the oldest clients do, is not let in.
module:hook("presence/bare", function (event)
	if event.stanza:get_child("x", MUC) and not exempt:contains(jid.bare(event.stanza.attr.from)) then
		return refuse(event, "no address of an occupant");
	end
end, 100);

-- Telling the portal, and doing what it says. ---------------------------------------------------------------

local tell;

local function is_here(room, person)
	for _, other in pairs(here[room] or {}) do
		if other.id == person then return true; end
	end
	return false;
end

local function note(what, room, person)
	table.insert(events, { what = what; room = room; person = person; at = os.time() });
	timer.add_task(0, function () tell(); end);
end

local function put_out(order)
	local room_jid = order.room .. "@" .. module.host;
	local room = muc.get_room_from_jid(room_jid);
	if room and order.person == "" then
		room:destroy(nil, "The meeting has ended.");
	elseif room then
		local theirs = {};
		for nick, user in pairs(here[order.room] or {}) do
			-- A token that was minted after the order is another matter: the portal has let them in again.
			if user.id == order.person and user.issued <= order.issued then table.insert(theirs, nick); end
		end
		for _, nick in ipairs(theirs) do room:set_role(true, nick, nil, "You can no longer be in this video."); end
		if not is_here(order.room, order.person) then last_no[order.room .. "/" .. order.person] = os.time(); end
	end
	module:log("info", "Done in %s, as the portal asked: order %s", order.room, tostring(order.id));
	if order.id then table.insert(done, order.id); end
end

-- Nobody asked for it but the portal: all others are sent the last presence once more, with the new name.
local function rename(order)
	local room = muc.get_room_from_jid(order.room .. "@" .. module.host);
	for nick, user in pairs(room and here[order.room] or {}) do
		local occupant = room:get_occupant_by_nick(nick);
		if occupant and user.id == order.person and user.name ~= order.name then
			user.name = order.name;
			for real_jid, presence in occupant:each_session() do
				local said = st.clone(presence);
				with_name(said, user.name);
				occupant:set_session(real_jid, said);
			end
			room:save_occupant(occupant);
			room:publicise_occupant_status(occupant, st.stanza("x", { xmlns = MUC .. "#user" }));
		end
	end
end

local function present()
	local list = {};
	for room, people in pairs(here) do
		for _, user in pairs(people) do table.insert(list, { room = room; person = user.id }); end
	end
	return list;
end

local function first(list, number)
	return { table.unpack(list, 1, math.min(#list, number)) };
end

local function drop(list, number)
	for _ = 1, number do table.remove(list, 1); end
end

local function lacking()
	local list = {};
	local places = { muc = module.host; host = module:get_option_string "iag_access_domain" };
	for place, names in pairs(NEEDED) do
		for _, name in ipairs(names) do
			if not modulemanager.is_loaded(places[place], name) then table.insert(list, name); end
		end
	end
	return list;
end

-- One report at a time, so that none overtakes another. What was not answered stays, and is told again.
function tell()
	if is_telling then return; end
	is_telling, last_told = true, os.time();
	local some, orders = first(events, MOST_EVENTS), first(done, MOST_EVENTS);
	local report = {
		events = array(some); done = array(orders); here = array(present());
		prosody = prosody.version; plugin = VERSION; lacks = array(lacking());
	};
	ask(REPORT, report, function (answer, status)
		is_telling = false;
		if not answer then
			module:log("warn", "The portal heard nothing (%s): told again in %d s.", tostring(status), pause);
			timer.add_task(pause, function () tell(); end);
			pause = math.min(pause * 2, LONGEST_PAUSE);
			return;
		end
		pause = SOON;
		drop(events, #some);
		drop(done, #orders);
		for _, order in ipairs(answer.out or {}) do put_out(order); end
		for _, order in ipairs(answer.names or {}) do rename(order); end
		if #events > 0 or #done > 0 then timer.add_task(0, function () tell(); end); end
	end);
end

module:hook("muc-occupant-joined", function (event)
	local user = event.origin and event.origin.iag_user;
	if not user or exempt:contains(jid.bare(event.stanza.attr.from)) then return; end
	local room = jid.node(event.room.jid);
	local came = not is_here(room, user.id);
	here[room] = here[room] or {};
	here[room][event.occupant.nick] = user;
	if came then note("joined", room, user.id); end
end);

module:hook("muc-occupant-left", function (event)
	local room = jid.node(event.room.jid);
	local user = here[room] and here[room][event.occupant.nick];
	if not user then return; end
	here[room][event.occupant.nick] = nil;
	if next(here[room]) == nil then here[room] = nil; end
	if not is_here(room, user.id) then note("left", room, user.id); end
end);

-- Rooms, people and their sessions outlive a reload of this module: who is here is read from them.
for room in muc.live_rooms() do
	for nick, occupant in room:each_occupant() do
		for real_jid in occupant:each_session() do
			local session = prosody.full_sessions[real_jid];
			local user, name = session and session.iag_user, jid.node(room.jid);
			if user then here[name] = here[name] or {}; here[name][nick] = user; end
		end
	end
end

module:add_timer(0, function ()
	local now = os.time();
	if pause == SOON and (next(here) or now - last_told >= CALM) then tell(); end
	for key, at in pairs(last_no) do
		if now - at > LONGEST_NO then last_no[key] = nil; end
	end
	for person, limit in pairs(joins) do
		if limit:update() >= joins_a_minute then joins[person] = nil; end
	end
	return BUSY;
end);
