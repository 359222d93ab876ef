"""Which dialects can the registry read and write? One module each; a format turns bytes into records and knows no database."""
