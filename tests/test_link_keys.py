"""Whom does the key in a link out of a letter let in?"""

from requirements import link_keys


def test_a_key_opens_what_it_was_made_for_and_nothing_else() -> None:
    key = link_keys.make("dialogue.confirm", "12")
    assert len(key) == 40
    assert link_keys.fits(key, "dialogue.confirm", "12")
    assert not link_keys.fits(key, "dialogue.confirm", "13")
    assert not link_keys.fits(key, "membership.invitation", "12")
    for typed in ("", key[:-1], "é" * 40):
        assert not link_keys.fits(typed, "dialogue.confirm", "12")


def test_what_was_sent_under_a_former_secret_key_opens_while_that_is_named(settings) -> None:
    key, former = link_keys.make("dialogue.confirm", "12"), settings.SECRET_KEY
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", ["one before", former]
    assert link_keys.fits(key, "dialogue.confirm", "12")
    settings.SECRET_KEY_FALLBACKS = ["one before"]
    assert not link_keys.fits(key, "dialogue.confirm", "12")
