-- The lines of Prosody's configuration that the portal needs. Names in capitals are yours.
-- In Jitsi's containers most of them are set by the variables in README.md and docs/operations.md.

plugin_paths = { "/usr/share/jitsi-meet/prosody-plugins", "/etc/prosody/iag-plugins" };
Include "/etc/prosody/iag-plugins/limits.cfg.lua"

-- For mod_iag_access: see README.md.
iag_access_portal = "https://PORTAL.EXAMPLE";
iag_access_system_key = "JITSI_SYSTEM_KEY OF THE PORTAL";
iag_access_keys = "/etc/prosody/iag-keys"; -- what video_keys --save wrote
iag_access_issuer = "iag-portal"; -- JITSI_APP_ID
iag_access_audience = "jitsi"; -- JITSI_AUDIENCE
iag_access_domain = "meet.jitsi"; -- JITSI_XMPP_DOMAIN
-- Who is no person and brings no token. Nobody else gets past the portal.
iag_access_exempt = { "focus@auth.meet.jitsi", "jvb@auth.meet.jitsi" };

-- Tokens, for Jitsi's own plugin: RS256, from one issuer, for one audience, and never without.
asap_key_server = "https://PORTAL.EXAMPLE/video/host/keys";
asap_accepted_issuers = { "iag-portal" };
asap_accepted_audiences = { "jitsi" };
allow_empty_token = false;

VirtualHost "meet.jitsi"
    authentication = "token"
    app_id = "iag-portal"
    enable_domain_verification = true -- off by default: then `sub` and the tenant are not looked at
    modules_enabled = { "bosh", "websocket", "smacks", "presence_identity" }

Component "muc.meet.jitsi" "muc"
    restrict_room_creation = true -- only the focus makes rooms
    muc_room_locking = false
    muc_room_default_public_jids = true
    modules_enabled = { "token_verification", "token_affiliation", "muc_displayname", "iag_access" }
