-- Judges a login token: answers what it claims, or nil and why it is not good.
--
-- Stricter than the token plugin of Jitsi, which lets a token in that has no end, one for every room, and one
-- for a pattern of rooms. It needs Debian's lua-luaossl, as that plugin does.

local base64 = require "util.encodings".base64;
local digest = require "openssl.digest";
local hashes = require "util.hashes";
local json = require "util.json";
local pkey = require "openssl.pkey";

local keys = module:get_option_string("iag_access_keys"); -- a folder: what video_keys --save of the portal wrote
local expected = {
	iss = module:get_option_string("iag_access_issuer", "iag-portal");
	aud = module:get_option_string("iag_access_audience", "jitsi");
	sub = module:get_option_string("iag_access_domain");
};
if not keys or not expected.sub then
	error "iag_access_keys and iag_access_domain are not set: see deploy/prosody/README.md";
end

local function decoded(part)
	local text = base64.decode((part:gsub("-", "+"):gsub("_", "/") .. ("="):rep(-#part % 4)));
	return text;
end

local function object(part)
	local text = decoded(part);
	local value = text and json.decode(text);
	return type(value) == "table" and value or nil;
end

local function key_of(id)
	local file = type(id) == "string" and io.open(keys .. "/" .. hashes.sha256(id, true) .. ".pem");
	if not file then return nil; end
	local pem = file:read "*a";
	file:close();
	return pkey.new(pem);
end

local function is_signed(head, body, signature, id)
	local key = key_of(id);
	return key and signature and key:verify(signature, digest.new("sha256"):update(head .. "." .. body)) == true;
end

-- `room` is the one to be joined; nil at login, where it is any of the portal's.
local function claims_of(token, room)
	local head, body, signature = tostring(token or ""):match "^([%w_-]+)%.([%w_-]+)%.([%w_-]+)$";
	local header, claims = head and object(head), body and object(body);
	if not header or not claims then return nil, "no token"; end
	if header.alg ~= "RS256" or header.typ ~= "JWT" then return nil, "not RS256"; end
	local ok, is_good = pcall(is_signed, head, body, decoded(signature), header.kid);
	if not ok or not is_good then return nil, "wrong signature"; end
	for name, value in pairs(expected) do
		if claims[name] ~= value then return nil, "another " .. name; end
	end
	local from, to, now = claims.nbf, claims.exp, os.time();
	if type(from) ~= "number" or type(to) ~= "number" then return nil, "without nbf or exp"; end
	if type(claims.iat) ~= "number" then return nil, "without iat"; end
	if now < from or now >= to then return nil, "not now"; end
	local context = type(claims.context) == "table" and claims.context or {};
	local user = type(context.user) == "table" and context.user or {};
	if type(claims.room) ~= "string" or not claims.room:match "^[a-z0-9-]+$" then return nil, "no one room"; end
	if context.room ~= nil or (room and claims.room ~= room) then return nil, "another room"; end
	if type(user.id) ~= "string" or type(user.name) ~= "string" then return nil, "without a person"; end
	return claims;
end

return claims_of;
