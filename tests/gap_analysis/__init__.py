"""Does gap analysis say what an expert would find by hand?"""
