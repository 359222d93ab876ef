"""In which files can a report be written? One module for each medium; none of them knows the registry."""
