"""What both programs are filled with: the same words, every time (seed 7)."""

import random
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

SEED = 7
MEMBERS = 80
GROUPS = 40  # others, of which nobody here reads anything; at scale 1
TOPICS = 500
POSTS = 20_000  # at scale 1
LONG, SHORT = 0, 1  # numbers of the topics with exactly 200 and exactly 20 posts
EXACTLY = {LONG: 200, SHORT: 20}
RARE = "disproportionality"
SYLLABLES = ("ka", "lo", "mi", "ter", "ran", "sel", "pon", "da", "ri", "ve", "shi", "no")


class Written(NamedTuple):
    """One post: number of its topic and of its author, and its words."""

    topic: int
    author: int
    body: str


def vocabulary(chance: random.Random) -> list[str]:
    """The words of the corpus, the most frequent first."""
    return ["".join(chance.choices(SYLLABLES, k=chance.randint(1, 4))) for _ in range(4000)]


COMMON = vocabulary(random.Random(SEED))[0]


def posts(scale: float = 1.0) -> Iterator[Written]:
    """Every post, topic by topic; the words are drawn by Zipf's law."""
    chance = random.Random(SEED)
    words = vocabulary(chance)
    weights = list(accumulate(1 / rank for rank in range(1, len(words) + 1)))
    topics = max(2, int(TOPICS * scale))
    rest = max(1, (int(POSTS * scale) - sum(EXACTLY.values())) // max(1, topics - 2))
    for topic in range(topics):
        for _ in range(EXACTLY.get(topic, rest)):
            chosen = chance.choices(words, cum_weights=weights, k=chance.randint(40, 120))
            if chance.random() < 0.008:
                chosen[0] = RARE
            yield Written(topic, chance.randrange(MEMBERS), " ".join(chosen).capitalize() + ".")
