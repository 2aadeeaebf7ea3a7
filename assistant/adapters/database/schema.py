"""What all of the service's tables share.

Text columns have no length: SQLite would not enforce one and PostgreSQL needs none, so a limit would only make the
two differ. Limits on what people may enter stand in the services.
"""

from __future__ import annotations

import sqlalchemy as sa

metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)
"""Holds every table of the service once `tables` and `oversight_tables` are imported."""
