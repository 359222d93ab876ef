"""How are days and numbers written in Chinese? Django has them under another name of the language."""

from django.conf.locale.zh_Hans.formats import *  # noqa: F403
