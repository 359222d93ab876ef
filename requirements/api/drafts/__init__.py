"""The API's private half: programs write working copies for a person, under the workflow's rules.

Nothing public is here. Every address needs a token; every change names the version that it was made from.
"""
