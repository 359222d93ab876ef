"""How do documents get in and out of the registry?"""
