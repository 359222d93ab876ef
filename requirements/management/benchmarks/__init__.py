"""How fast does the registry answer, set beside servers that do nothing else?

`synthetic` makes documents out of `vocabulary`, `loading` and `databases` bring them into a database of their own,
`limits` answers from it without a framework, `servers`, `client` and `processes` run and measure, `scenarios` says what
is asked, `measuring` sets the answers side by side. The command `bench` calls them.
"""
