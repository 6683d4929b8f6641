-- What Prosody in Jitsi's container reads besides, as /config/conf.d/iag.cfg.lua: see deploy/compose.yaml. ENV_NAME is the variable
-- NAME of the container. example.cfg.lua has the same for a Prosody of your own.
Include "/prosody-plugins-custom/limits.cfg.lua"

iag_access_portal = ENV_IAG_ORIGIN;
iag_access_system_key = ENV_JITSI_SYSTEM_KEY;
iag_access_keys = "/video-keys"; -- what the service tables wrote
iag_access_issuer = "iag-portal";
iag_access_audience = "jitsi";
iag_access_domain = "meet.jitsi";
iag_access_exempt = { "focus@auth.meet.jitsi", "jvb@auth.meet.jitsi" };
