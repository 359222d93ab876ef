"""The project: settings, addresses and the server entry of the registry."""
