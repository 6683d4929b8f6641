// Added to the configuration of Jitsi's page: nothing of others, nothing kept, and names as the token has them.
config.disableThirdPartyRequests = true;
config.analytics = { disabled: true };
config.gravatar = { disabled: true };
config.giphy = { enabled: false };
config.p2p = { enabled: false };
config.deeplinking = { disabled: true };
config.disableInviteFunctions = true;
config.doNotStoreRoom = true;
config.enableCalendarIntegration = false;
config.readOnlyName = true;
config.e2ee = { disabled: true };
config.whiteboard = { enabled: false };
config.localRecording = { disable: true };
config.sharedVideoAllowedURLDomains = [];
config.feedbackPercentage = 0;
config.liveStreaming = { enabled: false };
