"""When people meet: the agenda, who comes and how, papers and slides, the floor, the video."""

from meetings.models.action_log import Action, ActionNumber, ActionUpdate
from meetings.models.agenda import AgendaItem
from meetings.models.attendance import Attendance, Presence
from meetings.models.busy_dates import BusyDate
from meetings.models.calendars import CalendarFeed
from meetings.models.captions import Caption
from meetings.models.changes import MeetingChange
from meetings.models.copies import PaperCopy
from meetings.models.corrections import Correction
from meetings.models.displays import RoomDisplay
from meetings.models.floor import SpeakerRequest
from meetings.models.interests import Recusal
from meetings.models.listeners import Listener
from meetings.models.meetings import Meeting
from meetings.models.minutes import Minutes, MinutesItem, MinutesVersion
from meetings.models.paper_marks import PaperMark
from meetings.models.paper_versions import PaperVersion
from meetings.models.papers import Paper
from meetings.models.polls import DatePoll, PollAnswer, PollDate, PollReply
from meetings.models.rehearsals import Rehearsal
from meetings.models.slides import Slide
from meetings.models.video import VideoGrant, VideoKick

__all__ = [
    "Action",
    "ActionNumber",
    "ActionUpdate",
    "AgendaItem",
    "Attendance",
    "BusyDate",
    "CalendarFeed",
    "Caption",
    "Correction",
    "DatePoll",
    "Listener",
    "Meeting",
    "MeetingChange",
    "Minutes",
    "MinutesItem",
    "MinutesVersion",
    "Paper",
    "PaperCopy",
    "PaperMark",
    "PaperVersion",
    "PollAnswer",
    "PollDate",
    "PollReply",
    "Presence",
    "Recusal",
    "Rehearsal",
    "RoomDisplay",
    "Slide",
    "SpeakerRequest",
    "VideoGrant",
    "VideoKick",
]
