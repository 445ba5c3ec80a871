"""The API, for other programs: parse, permit, call an action, a selector or a report, answer in JSON."""
