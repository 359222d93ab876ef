"""The public site: pages over the catalogue, in the reader's language."""
