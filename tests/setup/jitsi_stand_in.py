"""A folder laid out as the Debian packages of Jitsi lay theirs out; of it only what Prosody loads does anything."""

from pathlib import Path

MODULES = Path(__file__).parents[1] / "video/modules"
ON_A_HOST = ("av_moderation", "end_conference", "presence_identity")
ON_A_ROOM = ("muc_meeting_id", "token_verification", "token_affiliation", "muc_displayname")
COMPONENTS = ("client_proxy", "av_moderation_component")
PROGRAM = """#!/bin/bash
echo "$$ $JAVA_SYS_PROPS ${JITSI_LOGIN_KEYS-} ${JITSI_SYSTEM_KEY-}" > "$(dirname "$0")/started"
exec sleep 600
"""


def laid_out(folder):
    """``folder`` as ``/usr/share`` with Jitsi in it, and a ``bin`` with something called java."""
    plugins = folder / "jitsi-meet/prosody-plugins"
    plugins.mkdir(parents=True)
    for name in (*ON_A_HOST, *ON_A_ROOM, *COMPONENTS):
        (plugins / f"mod_{name}.lua").write_text("")
    judged = (MODULES / "mod_auth_token_of_tests.lua").read_text()
    (plugins / "mod_auth_token.lua").write_text(judged.replace("token_of_tests", "token"))
    (folder / "jitsi-meet/index.html").write_text("<!doctype html><title>A room</title>")
    for name in ("jicofo/jicofo.sh", "jitsi-videobridge/jvb.sh", "bin/java"):
        program = folder / name
        program.parent.mkdir()
        program.write_text(PROGRAM)
        program.chmod(0o755)
    return folder
