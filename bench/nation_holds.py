"""What has to hold of a nation that was filled by rows: it is asked, and the bench ends if not."""

from core.audit.verify import every_chain
from core.search import index
from core.search.models import Document
from core.search.registry import every_source
from network import queries
from network.models import ReleasedMessage

ANSWERS = [31, 4, 8, 43]  # take part, declined, no answer yet, asked
MESSAGES = 118
SAMPLE = 20  # rows of each kind, the oldest and the newest


def check(put):
    """End the bench unless sums, documents and the record are as actions leave them.

    :raises SystemExit: what does not hold.
    """
    answers = [numbers[0] for _words, numbers in queries.figures(put, small_too=True).rows]
    _hold("31 + 4 + 8 = 43", answers == ANSWERS and sum(answers[:-1]) == answers[-1])
    *themes, total = [
        numbers[0] for _words, numbers in queries.message_figures(put, apart=True).rows
    ]
    stand = ReleasedMessage.objects.standing().filter(national_topic=put).count()
    _hold("118 = the sum of themes", sum(themes) == total == stand == MESSAGES)
    for source in every_source():
        documents = Document.objects.filter(kind=source.kind)
        _hold(f"each {source.kind} has its document", documents.count() == source.rows().count())
        rows = list(source.joins(source.rows()).order_by("pk")[:SAMPLE])
        rows += source.joins(source.rows()).order_by("-pk")[:SAMPLE]
        for new in index.documents_of(source, rows):
            kept = documents.get(row=new.row)
            _hold(f"the words of {kept}", index.columns_of(new) == index.columns_of(kept))
    broken = [chain.scope for chain in every_chain() if chain.broken is not None]
    _hold("the chains of the record", not broken)


def _hold(words, holds):
    if not holds:
        raise SystemExit(f"The nation is not as it should be: {words}.")
