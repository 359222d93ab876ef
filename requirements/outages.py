"""Which errors say that the database is away, whoever raises them?"""

import psycopg
from django.db import InterfaceError, OperationalError

# The driver's own come through where Django closes a cursor of the server, or waits for a connection of the pool.
DATABASE_AWAY = (OperationalError, InterfaceError, psycopg.OperationalError, psycopg.InterfaceError)
