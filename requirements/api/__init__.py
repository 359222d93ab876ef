"""The API: stored documents, sent as they are."""
