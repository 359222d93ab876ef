"""Who is let in, how often may one try, and what is remembered of it?

allauth does the work; its adapters and forms are told here what the registry wants. Settings name these modules.
"""
