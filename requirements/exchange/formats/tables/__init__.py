"""How do documents lie in tables, so that people fill and change them in a spreadsheet and nothing is lost?

One row is a record. What it holds many of (links, steps, coverage) are rows of their own: on sheets of their own in a
workbook, below their record in a CSV file. A text has a column for each language, `title_en` to `title_ar`; a list is
one cell, its items separated by semicolons. Everything follows from the declared shape of documents.
"""
