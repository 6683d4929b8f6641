"""What members saw on visits reaches whom decision 0075 names, and no guest of the group."""

import pytest

from tests.canary import visited
from tests.canary.channels import look
from tests.canary.history import NOBODY
from tests.canary.outward import on_visits

OF_EVERY_KIND = ("Sally", "Colin", "Doreen", "Piotr", "Rob", "Hannah", "Gwen", "Adam", NOBODY)
TOPICS = ("deliberation:topic/", "deliberation:topic-members/")
PAPERS = ("meetings:paper/", "meetings:paper-text/", "meetings:slide/")
AT = ("visits:", "publications:", "home/", "group/", "group-record/", *TOPICS, *PAPERS)


@pytest.mark.long("four members go out and write, and nine people look at that")
def test_what_a_member_saw_is_found_by_whom_it_is_for_and_nobody_else(world):
    on_visits(world)

    look(world, people=OF_EVERY_KIND, at=AT, kinds={*visited.WHO_READS, "post"})
