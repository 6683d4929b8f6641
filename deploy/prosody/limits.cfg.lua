-- Limits that twenty members behind the one address of a police building survive: Include it in Prosody's
-- configuration, before the first VirtualHost. Jitsi's own limits by address (`mod_rate_limit`, three logins a second
-- and then 200 bytes a second for a minute) have to be off: PROSODY_ENABLE_RATE_LIMITS=0 in its containers.

-- Of one connection. Prosody counts no address here; people come by BOSH and WebSocket from one proxy.
limits = {
	c2s = { rate = "64kb/s"; burst = "10s" };
};
-- How often one person may join, in a minute, whatever their address: a token names them.
iag_access_joins_a_minute = 12;
-- How much one message may be. A token stands in the address, and is short.
c2s_stanza_size_limit = 64 * 1024;
