"""The registry of requirements of digital public infrastructure (a Django app, not a folder of pip files).

Rooms, lowest first; a room imports what stands below it, never beside or above:

    languages, choices      the six languages; every enumeration
    documents               the shape of what is public, one schema per kind; knows no database
    resolution_texts        the words of a resolution, read into sections and provisions
    formulas                texts that harm no file and that no spreadsheet runs
    deployment, link_keys   which code answers; what lets in whoever has the link out of a letter
    outages                 which errors say that the database is away
    models                  what the registry knows: working copies, editions, history, jobs
    mapping, catalogue      working copy ⇄ document; reading editions, the only definition of "public"
    checks, permissions     what is missing or reads badly; who may do what
    sign_in                 who is let in, and how often may one try
    tokens, rates, repeats  for whom a program acts, how often it may ask, whether it asked before
    reconciling             which standards somebody means by a free text
    search, traceability    finding editions; how they hang together
    workflow                transitions and publishing, the only writers of editions
    worklists, remarks      what waits for whom at the desk; what staff say to each other about an entry
    filters                 one set of filters for site and API
    gap_analysis            what lacks a standard, how much that matters, who could take it up
    mandates, pathway       what resolutions ask and what is done; what a country's plans need
    spreadsheets            tables for people, as CSV and workbooks
    exchange, reports       bytes ⇄ documents: preview, apply, undo, formats; facts → documents for meetings
    proposals, dialogue     what readers propose, and what they answer when they are asked
    membership, following   who acts for which member organization; who is told and reminded of what by mail
    previews                what the preview of an import found, and what was made of it
    jobs, post              background work with progress; letters that are sent until they arrive
    admin, api, views       the faces, with management and templatetags; they never import each other

Staff edit working copies; publishing freezes an edition; everything public reads editions only.
"""
