"""What those wrote who did not agree, drafts of two views, and suggestions on a wording."""


def add_statements(world):
    """The chair objected to what was agreed, and where nothing was."""
    chair, member = world.person["chair"], world.person["member"]
    statements = world.agreed.statements
    world.statement = statements.create(text="Half shut", written_by=world.doreen)
    world.statement.signatures.create(user=chair)
    world.unsigned = statements.create(text="Keep five days", written_by=world.doreen)
    world.own_statement = statements.create(text="Ask first", written_by=chair)
    world.view = world.two_views.statement_drafts.create(
        side="against", text="Half shut", written_by=world.person["secretary"]
    )
    wording = world.message.wordings.get()
    other = {"wording": wording, "sentence": wording.text, "kind": "replace"}
    other |= {"words": "Keep it", "why": "It is plainer"}
    world.suggestion = world.message.suggestions.create(suggested_by=world.doreen, **other)
    world.evidence = world.message.evidence.create(post=world.post, added_by=world.doreen)
    world.own_suggestion = world.message.suggestions.create(suggested_by=member, **other)
