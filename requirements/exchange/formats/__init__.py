"""Which dialects can the registry read and write?

One module or package each; a format turns files into records, or records into bytes, and knows no database.
"""
