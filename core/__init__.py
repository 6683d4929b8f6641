"""What every app stands on: rules, events, the record, live pages, jobs, notices, forms, text."""
