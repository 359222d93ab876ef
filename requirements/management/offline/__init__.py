"""How does the registry come along where there is no network?

`site` asks the site's own pages for their content, `rewriting` makes them files whose links lead to one another,
`index` writes what the search of these files reads, and `archive` packs all. The command `build_offline` calls them.
"""
