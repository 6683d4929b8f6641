"""Video: who may enter which room, and for how long. Jitsi only carries sound and pictures."""
